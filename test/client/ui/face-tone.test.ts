import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initialOf, toneOf } from '../../../client/ui/face-tone.ts';

const INITIAL = '#fff6ea';

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test('the initial is legible on every tone: 4.5 to 1 or better', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect((luminance(INITIAL) + 0.05) / (luminance(toneOf(name)) + 0.05)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('the same name has the same tone, and many names have many tones', () => {
  expect(toneOf('Ana')).toBe(toneOf('Ana'));
  const names = Array.from({ length: 200 }, (_, index) => `Person ${index}`);
  expect(new Set(names.map(toneOf)).size).toBeGreaterThan(10);
});

test('the initial is a whole character, whatever the name begins with', () => {
  expect(initialOf('ana')).toBe('A');
  expect(initialOf('🦊 Fox')).toBe('🦊');
});
