import fc from 'fast-check';
import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { qrPath } from '../../../client/ui/qr-path.ts';

/** The modules that a path of rectangles darkens, as `x,y`. */
function darkened(path: string): Set<string> {
  const rectangles = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)];
  expect(rectangles.map(([whole]) => whole).join('')).toBe(path);
  const modules = rectangles.flatMap(([, x, y, length]) =>
    Array.from({ length: Number(length) }, (_, step) => `${Number(x) + step},${y}`),
  );
  // No module is drawn twice.
  expect(new Set(modules).size).toBe(modules.length);
  return new Set(modules);
}

describe('a QR code', () => {
  test('darkens the modules of the code and no others, inside a quiet zone of four', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }), (text) => {
        const { data, size } = encode(text, { ecc: 'M', border: 0 });
        const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`${x + 4},${y + 4}`] : [])));
        const drawn = qrPath(text);
        expect(drawn.size).toBe(size + 8);
        expect(darkened(drawn.path)).toEqual(new Set(dark));
      }),
      { numRuns: 30 },
    );
  });

  test('of an invite stays coarse enough to be read from a screen', () => {
    const link = `https://parley.example-of-a-long-domain.org/join#${'x'.repeat(43)}`;
    // Version 6 has 41 modules a side: at 11 rem each is more than three pixels wide.
    expect(qrPath(link).size).toBeLessThanOrEqual(41 + 8);
  });
});
