import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinRed, RED_REACH, splitRed } from '../../../../client/media/router/red.ts';

const payloadType = fc.nat(127);
const older = fc.record({
  payloadType,
  offset: fc.nat(RED_REACH - 1),
  data: fc.uint8Array({ maxLength: 1023 }),
});
const primary = fc.record({
  payloadType,
  offset: fc.constant(0),
  data: fc.uint8Array({ minLength: 1, maxLength: 1275 }),
});

describe('RED', () => {
  test('is read as RFC 2198 writes it', () => {
    const payload = Uint8Array.of(0x80 | 111, 960 >> 6, (960 & 0x3f) << 2, 2, 111, 7, 8, 9);
    expect(splitRed(payload)).toEqual([
      { payloadType: 111, offset: 960, data: Uint8Array.of(7, 8) },
      { payloadType: 111, offset: 0, data: Uint8Array.of(9) },
    ]);
    expect(splitRed(Uint8Array.of(111, 9))).toEqual([
      { payloadType: 111, offset: 0, data: Uint8Array.of(9) },
    ]);
  });

  test('that was put together comes apart the same', () => {
    fc.assert(
      fc.property(fc.array(older, { maxLength: 4 }), primary, payloadType, (blocks, last, type) => {
        const all = [...blocks, last].map((block) => ({ ...block, payloadType: type }));
        expect(splitRed(new Uint8Array(joinRed(all, type)))).toEqual(all);
      }),
    );
  });

  test('[ROUTER-6] that is cut off, empty or nonsense is no frame, and nothing throws', () => {
    const whole = new Uint8Array(
      joinRed(
        [
          { payloadType: 111, offset: 960, data: new Uint8Array(40) },
          { payloadType: 111, offset: 0, data: new Uint8Array(40) },
        ],
        111,
      ),
    );
    // Up to the primary block's first byte there is nothing to be heard in it.
    for (let length = 0; length <= 45; length += 1)
      expect(splitRed(whole.subarray(0, length))).toBeUndefined();
    expect(splitRed(whole.subarray(0, 46))).toHaveLength(2);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const blocks = splitRed(bytes);
        const sizes = blocks?.reduce((sum, { data }) => sum + data.length, 0) ?? 0;
        expect(sizes).toBeLessThan(Math.max(1, bytes.length));
        if (blocks) expect(blocks.at(-1)?.data.length).toBeGreaterThan(0);
      }),
    );
  });

  test('blocks that no header can describe are left out, and the rest is whole', () => {
    const voice = { payloadType: 111, offset: 0, data: Uint8Array.of(1) };
    const tooOld = { payloadType: 111, offset: RED_REACH, data: Uint8Array.of(2) };
    const tooLong = { payloadType: 111, offset: 960, data: new Uint8Array(1024) };
    expect(splitRed(new Uint8Array(joinRed([tooOld, tooLong, voice], 111)))).toEqual([voice]);
  });
});
