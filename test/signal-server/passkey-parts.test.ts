import { describe, expect, it } from 'vitest';
import { PasskeyChallenges } from '../../signal-server/identity/passkey-challenges.ts';
import { passkeySite } from '../../signal-server/identity/passkey-site.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

describe('passkeys', () => {
  it('[PASSKEY-13] are of the public URL’s host where there is one, else of localhost', () => {
    const https = 'https://rooms.example.org';
    expect(passkeySite(https, 'whatever')).toEqual({ rpId: 'rooms.example.org', origins: [https] });
    const onPort = 'https://rooms.example.org:8443';
    expect(passkeySite(onPort, undefined)).toEqual({ rpId: 'rooms.example.org', origins: [onPort] });
    const local = ['http://localhost:8080', 'https://localhost:8080'];
    expect(passkeySite(undefined, 'localhost:8080')).toEqual({ rpId: 'localhost', origins: local });
    for (const [publicUrl, host] of [
      ['http://rooms.example.org', 'rooms.example.org'],
      ['https://192.0.2.7', '192.0.2.7'],
      ['https://[2001:db8::1]:8443', '[2001:db8::1]:8443'],
      [undefined, '127.0.0.1:8080'],
      [undefined, '[::1]:8080'],
      [undefined, 'laptop.local:8080'],
      [undefined, undefined],
      [undefined, 'a b'],
    ] as const)
      expect([publicUrl, host, passkeySite(publicUrl, host)]).toEqual([publicUrl, host, undefined]);
  });
});

describe('challenges for passkeys', () => {
  it('[PASSKEY-14] are bounded: the oldest makes room', () => {
    const challenges = new PasskeyChallenges(new FakeClock());
    const [first = '', second = '', ...others] = Array.from({ length: 10_001 }, () => challenges.issue('in'));
    expect(challenges.take(first, 'in')).toBe(false);
    expect(challenges.take(second, 'in')).toBe(true);
    expect(others.every((one) => challenges.take(one, 'in'))).toBe(true);
  });
});
