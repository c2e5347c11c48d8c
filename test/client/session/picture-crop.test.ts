import { assert, constantFrom, double, integer, property, record, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import {
  centre,
  type Crop,
  MOST_ZOOM,
  moved,
  squareOf,
  zoomed,
} from '../../../client/session/picture-crop.ts';

const size = record({ width: integer({ min: 1, max: 5000 }), height: integer({ min: 1, max: 5000 }) });
const amount = double({ min: -3, max: 3, noNaN: true });
const zoom = double({ min: -1, max: 10, noNaN: true });
/** A few things that somebody does to a picture. */
const deeds = tuple(amount, amount, zoom, constantFrom('move first', 'zoom first'));

test('the first square is the largest one in the middle', () => {
  expect(squareOf({ width: 400, height: 200 }, centre)).toEqual({ left: 100, top: 0, side: 200 });
  expect(squareOf({ width: 30, height: 90 }, centre)).toEqual({ left: 0, top: 30, side: 30 });
});

test('a picture is moved by parts of what is seen of it, and stops at its edge', () => {
  const wide = { width: 400, height: 200 };
  expect(squareOf(wide, moved(wide, centre, 0.25, 0.25))).toEqual({ left: 150, top: 0, side: 200 });
  expect(squareOf(wide, moved(wide, centre, 9, 0))).toEqual({ left: 200, top: 0, side: 200 });
  const near = zoomed(wide, centre, 2);
  expect(squareOf(wide, moved(wide, near, 0, -1))).toEqual({ left: 150, top: 0, side: 100 });
});

test('zooming keeps the middle, and zooming out brings back no more than there is', () => {
  const tall = { width: 200, height: 400 };
  expect(squareOf(tall, zoomed(tall, centre, 4))).toEqual({ left: 75, top: 175, side: 50 });
  const low = moved(tall, zoomed(tall, centre, 4), 0, 99);
  expect(squareOf(tall, zoomed(tall, low, 1))).toEqual({ left: 0, top: 200, side: 200 });
});

test('whatever is done, the square lies within the picture and is at least a quarter of its shorter side', () => {
  assert(
    property(size, deeds, (picture, [right, down, by, order]) => {
      const move = (crop: Crop) => moved(picture, crop, right, down);
      const enlarge = (crop: Crop) => zoomed(picture, crop, by);
      const crop = order === 'move first' ? enlarge(move(centre)) : move(enlarge(centre));
      const { left, top, side } = squareOf(picture, crop);
      const least = Math.min(picture.width, picture.height) / MOST_ZOOM;
      const slack = 1e-6;
      expect(Math.min(left, top, side - least)).toBeGreaterThanOrEqual(-slack);
      expect(left + side).toBeLessThanOrEqual(picture.width + slack);
      expect(top + side).toBeLessThanOrEqual(picture.height + slack);
    }),
  );
});
