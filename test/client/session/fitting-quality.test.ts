import { array, assert, asyncProperty, integer } from 'fast-check';
import { expect, test } from 'vitest';
import { encodeToFit } from '../../../client/session/fitting-quality.ts';

/** An encoder whose results grow with the quality, up to this size, and which notes what it was asked. */
function encoder(size: number) {
  const asked: number[] = [];
  const encode = async (quality: number) => {
    asked.push(quality);
    return { size: Math.round(size * quality), quality };
  };
  return { asked, encode };
}

test('what fits at once is encoded once, with hardly any loss', async () => {
  const { asked, encode } = encoder(30_000);
  expect(await encodeToFit(encode, 48_000)).toMatchObject({ quality: asked[0] });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toBeGreaterThan(0.9);
});

test('a picture loses only as much as it has to', async () => {
  await assert(
    asyncProperty(integer({ min: 1, max: 500_000 }), async (size) => {
      const { asked, encode } = encoder(size);
      const fitting = await encodeToFit(encode, 48_000);
      const tooLarge = asked.filter((quality) => Math.round(size * quality) > 48_000);
      expect(fitting === null ? asked.length : asked.length - 1).toBe(tooLarge.length);
      expect(fitting?.size ?? 0).toBeLessThanOrEqual(48_000);
      expect(asked).toEqual(asked.toSorted((one, other) => other - one));
    }),
  );
});

test('an encoder that gives nothing is not asked again, and nothing is what comes of it', async () => {
  let asked = 0;
  const dumb = async () => {
    asked += 1;
    return null;
  };
  expect(await encodeToFit(dumb, 48_000)).toBeNull();
  expect(asked).toBe(1);
});

test('what never fits comes to nothing', async () => {
  await assert(
    asyncProperty(array(integer({ min: 11 }), { minLength: 20, maxLength: 20 }), async (sizes) => {
      const left = sizes.values();
      const encode = async () => ({ size: left.next().value ?? 11 });
      expect(await encodeToFit(encode, 10)).toBeNull();
    }),
  );
});
