import { expect, test } from 'vitest';
import { countdownWords, dayWords, monthWords } from '../../../../client/ui/words/date-words.ts';

const at = (month: number, day: number, hour = 12) => new Date(2026, month - 1, day, hour).getTime();
const now = at(5, 20, 1);

test('a day is named as people name it, by the calendar and not by hours', () => {
  expect(dayWords(at(5, 20, 0), now, 'en')).toBe('today');
  expect(dayWords(at(5, 19, 23), now, 'en')).toBe('yesterday');
  expect(dayWords(at(5, 19, 0), now, 'de')).toBe('gestern');
  expect(dayWords(at(5, 17), now, 'de')).toBe('vor 3 Tagen');
  expect(dayWords(at(5, 14), now, 'en')).toBe('6 days ago');
});

test('beyond a week it is a date', () => {
  expect(dayWords(at(5, 13), now, 'en')).toBe('May 13, 2026');
  expect(dayWords(at(5, 13), now, 'de')).toBe('13. Mai 2026');
});

test('a day has been one although the clocks were changed in it', () => {
  const change = new Date(2026, 2, 29, 12).getTime();
  const later = new Date(2026, 2, 30, 0).getTime();
  expect(dayWords(change, later, 'en')).toBe('yesterday');
});

test('what the server’s clock has dated tomorrow is today', () => {
  expect(dayWords(at(5, 21), now, 'en')).toBe('today');
});

test('a month is named with its year', () => {
  expect(monthWords(at(5, 3), 'en')).toBe('May 2026');
  expect(monthWords(at(3, 3), 'de')).toBe('März 2026');
});

test('a countdown shows minutes and seconds, and stops at none', () => {
  expect(countdownWords(600_000)).toBe('10:00');
  expect(countdownWords(65_001)).toBe('1:06');
  expect(countdownWords(4_000)).toBe('0:04');
  expect(countdownWords(-4_000)).toBe('0:00');
});
