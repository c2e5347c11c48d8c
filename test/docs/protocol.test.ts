import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { refusalReasons } from '../../shared/room/refusals.ts';
import { permissions } from '../../shared/room/permissions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const protocol = readFileSync(`${root}/docs/protocol.md`, 'utf8');
const tests = readdirSync(`${root}/test`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`${root}/test/${file}`, 'utf8'))
  .join('\n');

const idsIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, id]) => id))].toSorted((a = '', b = '') =>
    a.localeCompare(b),
  );

test('every rule of docs/protocol.md is shown by a test, and every rule that a test quotes is written there', () => {
  expect(idsIn(tests, /\[([A-Z]+-\d+)\]/g)).toEqual(idsIn(protocol, /\*\*([A-Z]+-\d+)\*\*/g));
});

test('docs/protocol.md names every command and every reason for a refusal', () => {
  for (const word of [...refusalReasons, ...Object.keys(permissions)])
    expect(protocol).toContain(`\`${word}\``);
});
