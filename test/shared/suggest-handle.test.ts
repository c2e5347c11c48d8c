import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHandle } from '../../shared/members/handle.ts';
import { suggestHandle } from '../../shared/members/suggest-handle.ts';

test('a name makes one think of a handle', () => {
  expect(suggestHandle('Ana')).toBe('ana');
  expect(suggestHandle('Zoë Müller')).toBe('zoe_muller');
  expect(suggestHandle('Søren Groß')).toBe('soren_gross');
  expect(suggestHandle('  Çınar, Ph.D. ')).toBe('cinar_ph_d');
  expect(suggestHandle('Wilhelmine Freifrau von Hohenstein')).toBe('wilhelmine_freifrau');
});

test('no handle is suggested where the letters do not make one', () => {
  expect(suggestHandle('Bo')).toBe('');
  expect(suggestHandle('Юлия')).toBe('');
  expect(suggestHandle('Admin')).toBe('');
  expect(suggestHandle('')).toBe('');
});

test('what is suggested can be taken', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const handle = suggestHandle(name);
      if (handle !== '') expect(readHandle(handle)).toEqual({ handle });
    }),
  );
});
