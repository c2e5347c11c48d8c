import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { participants } from '../../shared/room/state.ts';
import { plan } from '../../shared/topology/plan.ts';
import { histories } from './room-history.ts';

const rooms = histories.map(({ steps, start }) => steps.at(-1)?.after ?? start);

describe('the plan', () => {
  test('[PLAN-1] links everyone on stage with everyone, and nobody in the audience with each other', () => {
    fc.assert(
      fc.property(rooms, (room) => {
        const people = participants(room);
        const links = plan(people);
        for (const one of people) {
          const expected = people.filter(
            (other) => other !== one && [one, other].some(({ role }) => role !== 'listener'),
          );
          expect(links.get(one.id)?.map(({ peer }) => peer)).toEqual(expected.map(({ id }) => id));
        }
      }),
    );
  });

  test('[PLAN-2] gives both ends the same link, one of them making the offers, each with the certificate of the other', () => {
    fc.assert(
      fc.property(rooms, (room) => {
        const people = participants(room);
        const links = plan(people);
        for (const one of people) {
          for (const { peer, fingerprint, initiator } of links.get(one.id) ?? []) {
            const back = links.get(peer)?.find((link) => link.peer === one.id);
            expect(back).toEqual({ peer: one.id, fingerprint: one.fingerprint, initiator: !initiator });
            expect(fingerprint).toBe(people.find(({ id }) => id === peer)?.fingerprint);
          }
        }
      }),
    );
  });

  test('[PLAN-3] does not change who makes the offers when somebody changes places', () => {
    fc.assert(
      fc.property(rooms, (room) => {
        const people = participants(room);
        const allOnStage = people.map((one) => ({ ...one, role: 'speaker' as const }));
        const before = plan(people);
        const after = plan(allOnStage);
        for (const [id, links] of before) {
          for (const link of links) expect(after.get(id)).toContainEqual(link);
        }
      }),
    );
  });
});
