import { expect, it } from 'vitest';
import { excerpt, presencesOf, without } from '../../signal-server/store/sqlite/excerpt.ts';

const names = new Set(['me', 'browser:mine', 'presence']);

it('[DATA-3] of a record shows where it names one, and nothing of others', () => {
  const room = {
    stage: {
      title: 'Tea',
      people: [
        { personId: 'me', id: 'presence', name: 'I', awaySince: null },
        { personId: 'you', id: 'other', name: 'You' },
      ],
    },
    listeners: { third: { personId: 'she', name: 'She' } },
    knownBy: { presence: ['browser:mine', 'browser:office'], other: ['browser:yours'] },
    keptOut: ['he', 'me', 'browser:his'],
    invited: { people: ['she'], following: false },
    version: 7,
  };
  expect(excerpt(room, names)).toEqual({
    stage: { title: 'Tea', people: [{ personId: 'me', id: 'presence', name: 'I', awaySince: null }] },
    knownBy: { presence: ['browser:mine', 'browser:office'] },
    keptOut: ['me'],
    version: 7,
  });
  for (const nothing of [{ who: 'you' }, ['you'], [], {}, 'you', 7, null])
    expect(excerpt(nothing, names)).toBeUndefined();
});

it('[DATA-3] knows the presences of a person, be it by their browser, also in nested records', () => {
  const room = {
    stage: {
      people: [
        { personId: 'me', id: 'p1' },
        { personId: 'you', id: 'p2' },
      ],
    },
  };
  const events = [
    { type: 'recognised', who: 'p3', keys: ['browser:mine'] },
    { type: 'kept-out', keys: ['me'] },
  ];
  const snapshot = { knownBy: { p4: ['browser:mine'], p5: ['browser:yours'] } };
  expect(presencesOf([room, events, snapshot, null, 'me'], names)).toEqual(['p1', 'p3', 'p4']);
});

it('[DATA-3] leaves out secrets wherever they are', () => {
  const told = without(
    { keys: ['me', 'browser:mine'], deep: { key: 'browser:mine' } },
    new Set(['browser:mine']),
    '…',
  );
  expect(told).toEqual({ keys: ['me', '…'], deep: { key: '…' } });
});
