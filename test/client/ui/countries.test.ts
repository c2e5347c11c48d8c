import { getCountries } from 'libphonenumber-js/min';
import { expect, test } from 'vitest';
import { countries, likelyCountry, namedCountries } from '../../../client/ui/countries.ts';

test('every country can be chosen whose numbers the server reads', () => {
  expect(countries).toEqual(getCountries().toSorted());
});

test('the country that the browser’s languages name is taken, or else the one they stand for', () => {
  expect(likelyCountry(['de-AT', 'en-US'])).toBe('AT');
  expect(likelyCountry(['en', 'de-CH'])).toBe('CH');
  expect(likelyCountry(['de'])).toBe('DE');
  expect(likelyCountry(['pt', 'en'])).toBe('BR');
  expect(likelyCountry(['es-419'])).toBe('US');
  expect(likelyCountry(['not a language', ''])).toBe('US');
  expect(likelyCountry([])).toBe('US');
});

test('countries have names in the language of the page, and stand in its order', () => {
  const german = namedCountries('de');
  expect(german).toContainEqual(['AT', 'Österreich']);
  expect(german.map(([, name]) => name).indexOf('Österreich')).toBeLessThan(
    german.map(([, name]) => name).indexOf('Polen'),
  );
  expect(namedCountries('en')).toContainEqual(['AT', 'Austria']);
  expect(german).toHaveLength(countries.length);
});
