import { expect, test } from 'vitest';
import { acquaintances, matching } from '../../../client/ui/guest-list.ts';

const card = (name: string) => ({ personId: name, handle: name.toLowerCase(), name, picture: null });
const ana = card('Ana');
const jonas = card('Jonas');
const mira = card('Mira');
const zoë = card('Zoë');

test('everybody in either circle or on the list can be invited, each once and by name', () => {
  const people = acquaintances([mira, ana], [mira, zoë], [jonas, zoë]);
  expect(people.map(({ name }) => name)).toEqual(['Ana', 'Jonas', 'Mira', 'Zoë']);
  expect(people.filter(({ followed }) => followed).map(({ name }) => name)).toEqual(['Ana', 'Mira']);
});

test('people are found by name or handle, whatever the capitals and accents', () => {
  const people = acquaintances([ana, mira, zoë], [], []);
  const found = (sought: string) => matching(people, sought).map(({ name }) => name);
  expect(found('')).toEqual(['Ana', 'Mira', 'Zoë']);
  expect(found(' zoe ')).toEqual(['Zoë']);
  expect(found('@MIR')).toEqual(['Mira']);
  expect(found('nobody')).toEqual([]);
});
