import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWayBack } from '../../../client/ui/way-back.ts';

const HOUR_MS = 60 * 60_000;
const note = (room: unknown, at: unknown = 1000) => JSON.stringify({ room, at });

test('who stood before a door within the last hour is led to that room', () => {
  expect(readWayBack(note('BTmViZ4n1wdHnm'), 1000)).toBe('/r/BTmViZ4n1wdHnm');
  expect(readWayBack(note('BTmViZ4n1wdHnm'), 1000 + HOUR_MS)).toBe('/r/BTmViZ4n1wdHnm');
  expect(readWayBack(note('BTmViZ4n1wdHnm'), 1001 + HOUR_MS)).toBeUndefined();
  expect(readWayBack(note('BTmViZ4n1wdHnm'), 999)).toBeUndefined();
  expect(readWayBack(null, 1000)).toBeUndefined();
});

test('[CALLER-9] whatever is kept in the browser leads to a room of this server, or nowhere', () => {
  const nowhere = [
    '//evil.example',
    '../@ana',
    '..',
    'x/../../settings',
    'a?b',
    'a#b',
    'a b',
    'room/',
    '\\evil.example',
    '',
    'x\n',
    7,
  ];
  for (const room of nowhere) expect([room, readWayBack(note(room), 1000)]).toEqual([room, undefined]);
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.record({ room: fc.anything(), at: fc.anything() }).map((kept) => JSON.stringify(kept)),
    fc.string({ unit: 'binary' }).map((room) => note(room)),
  );
  fc.assert(
    fc.property(anything, (kept) => {
      const path = readWayBack(kept, 1000);
      if (path !== undefined) expect(path).toMatch(/^\/r\/[\w-]+$/);
    }),
  );
});
