import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { participants } from '../../shared/room/state.ts';
import { type LinkSide, otherSide, stageLink } from '../../shared/topology/plan.ts';
import { histories } from './room-history.ts';

const rooms = histories.map(({ steps, start }) => steps.at(-1)?.after ?? start);
const pairs = rooms.map((room) => {
  const people = participants(room);
  return people.flatMap((one) =>
    people.filter((other) => other !== one).map((other) => [one, other] as const),
  );
});

describe('a link of the stage', () => {
  test('[PLAN-1] is the same for both ends, one of them making the offers, each with the certificate of the other', () => {
    fc.assert(
      fc.property(pairs, (some) => {
        for (const [one, other] of some) {
          const { fingerprint } = one;
          const { initiator } = stageLink(one, other);
          expect(stageLink(other, one)).toEqual({
            peer: one.id,
            kind: 'stage',
            fingerprint,
            initiator: !initiator,
          });
        }
      }),
    );
  });

  test('[PLAN-2] does not change who makes the offers when somebody changes places', () => {
    fc.assert(
      fc.property(pairs, (some) => {
        for (const [one, other] of some)
          for (const role of ['listener', 'speaker'] as const)
            expect(stageLink({ ...one, role }, other)).toEqual(stageLink(one, other));
      }),
    );
  });
});

test('[PLAN-3] the sides of a link belong together: up and down, or the stage on both', () => {
  const sides: readonly LinkSide[] = ['stage', 'up', 'down'];
  expect(sides.map(otherSide)).toEqual(['stage', 'down', 'up']);
});
