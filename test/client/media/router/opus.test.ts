import { expect, test } from 'vitest';
import { opusMs } from '../../../../client/media/router/opus.ts';

test('an Opus packet tells how much sound it holds (RFC 6716, tables 2 and 3)', () => {
  const packet = (configuration: number, code: number, count = 0) =>
    opusMs(Uint8Array.of((configuration << 3) | code, count));
  expect([0, 1, 2, 3].map((configuration) => packet(configuration, 0))).toEqual([10, 20, 40, 60]);
  expect([12, 13, 14, 15].map((configuration) => packet(configuration, 0))).toEqual([10, 20, 10, 20]);
  expect([28, 29, 30, 31].map((configuration) => packet(configuration, 0))).toEqual([2.5, 5, 10, 20]);
  expect([1, 2].map((code) => packet(31, code))).toEqual([40, 40]);
  expect(packet(11, 3, 2)).toBe(120);
  expect(packet(31, 3, 0x80 | 6)).toBe(120);
  expect(opusMs(new Uint8Array())).toBe(10);
});
