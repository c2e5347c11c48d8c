import { expect, test } from 'vitest';
import { SteadyRows } from '../../../client/ui/steady-rows.ts';

const press = (timeStamp: number) => ({ detail: 1, timeStamp });

function rowsAt(at: number, ...keys: string[]): SteadyRows {
  const rows = new SteadyRows();
  rows.place(keys, at);
  return rows;
}

test('[KNOCK-20] a press that hits who has just slid into the place of another means nobody', () => {
  const rows = rowsAt(0, 'ana', 'ben', 'chloe');
  rows.place(['ben', 'chloe'], 1000);
  // Also one that was made before the row moved, and is heard after that.
  for (const at of [990, 1000, 1399])
    expect([rows.isMeant('ben', press(at)), rows.isMeant('chloe', press(at))]).toEqual([false, false]);
  expect(rows.isMeant('ben', press(1400))).toBe(true);
});

test('rows that stay where they are, and those that come to an empty place, take every press', () => {
  const rows = rowsAt(0, 'ana', 'ben');
  rows.place(['ana', 'ben', 'chloe'], 1000);
  for (const key of ['ana', 'ben', 'chloe']) expect(rows.isMeant(key, press(1001))).toBe(true);
  // What did not move again is settled when its time is over, however often it is shown.
  rows.place(['ben', 'chloe'], 2000);
  rows.place(['ben', 'chloe'], 2300);
  expect(rows.isMeant('ben', press(2400))).toBe(true);
});

test('who comes into sight in the place of another has to settle too', () => {
  const rows = rowsAt(0, 'ana', 'ben');
  rows.place(['ben', 'chloe'], 1000);
  expect(rows.isMeant('chloe', press(1100))).toBe(false);
});

test('the second press of the same means what the first did, and a keyboard always hits what it is on', () => {
  const rows = rowsAt(0, 'ana', 'ben');
  expect(rows.isMeant('ana', { detail: 2, timeStamp: 900 })).toBe(false);
  rows.place(['ben'], 1000);
  expect(rows.isMeant('ben', { detail: 0, timeStamp: 1001 })).toBe(true);
});
