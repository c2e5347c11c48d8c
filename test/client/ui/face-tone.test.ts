import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generatedFace, initialOf } from '../../../client/ui/face-tone.ts';

const INITIAL = '#fff6ea';
const handles = Array.from({ length: 400 }, (_, index) => `person_${index}`);

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
    fc.property(fc.string(), fc.string(), (handle, name) => {
      const { tone } = generatedFace(handle, name);
      expect((luminance(INITIAL) + 0.05) / (luminance(tone) + 0.05)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('a generated face is the same on every machine', () => {
  expect(generatedFace('ana', 'Ana')).toEqual({ tone: '#a5563a', x: 90, y: 27, gap: 33 });
  expect(generatedFace('jonas', 'Jonas')).toEqual({ tone: '#3f6b7e', x: 50, y: 4, gap: 28 });
  expect(generatedFace('z_0123456789_longest', '')).toEqual({ tone: '#7a5d8a', x: 27, y: 90, gap: 33 });
  expect(generatedFace('', 'Çınar')).toEqual({ tone: '#876a4c', x: 90, y: 27, gap: 18 });
});

test("a member's face comes from the handle alone, a guest's from the name", () => {
  expect(generatedFace('ana', 'Ana')).toEqual(generatedFace('ana', 'Ana Maria'));
  expect(generatedFace('', 'Ana')).not.toEqual(generatedFace('', 'Ana Maria'));
  expect(generatedFace('', 'ana')).not.toEqual(generatedFace('ana', 'ana'));
});

test('two Anas differ: many handles have many tones, and many faces', () => {
  const faces = handles.map((handle) => generatedFace(handle, 'Ana'));
  const tones = [...new Set(faces.map(({ tone }) => tone))];
  expect(tones).toHaveLength(14);
  for (const tone of tones) expect(faces.filter((face) => face.tone === tone).length).toBeLessThan(400 / 7);
  expect(new Set(faces.map((face) => JSON.stringify(face))).size).toBeGreaterThan(240);
});

test('the rings come from the rim, wherever that is', () => {
  for (const handle of handles) {
    const { x, y, gap } = generatedFace(handle, '');
    expect(Math.hypot(x - 50, y - 50)).toBeCloseTo(46, -1);
    expect(gap).toBeGreaterThanOrEqual(16);
  }
});

test('the initial is a whole character, whatever the name begins with', () => {
  expect(initialOf('ana')).toBe('A');
  expect(initialOf('🦊 Fox')).toBe('🦊');
});
