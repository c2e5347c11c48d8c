import { expect, test } from 'vitest';
import { isLoopback } from '../../../client/ui/loopback.ts';

const host = (address: string) => new URL(address).hostname;

test('the names and addresses of the computer itself are good for nobody elsewhere', () => {
  for (const address of [
    'http://localhost:8080',
    'http://parley.localhost',
    'http://127.0.0.1:8080',
    'http://127.1.2.3',
    'http://[::1]:8080',
  ])
    expect([address, isLoopback(host(address))]).toEqual([address, true]);
});

test('names and addresses in a network are', () => {
  for (const address of [
    'https://rooms.example.org',
    'http://localhost.example.org',
    'http://notlocalhost',
    'http://127.0.0.1.example.org',
    'http://192.168.127.1:8080',
    'http://10.127.0.1',
    'http://[fd00::1]:8080',
  ])
    expect([address, isLoopback(host(address))]).toEqual([address, false]);
});
