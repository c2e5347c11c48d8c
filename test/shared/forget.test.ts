import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolve } from '../../shared/room/evolve.ts';
import { forget } from '../../shared/room/forget.ts';
import { participantOf, participants, type Room } from '../../shared/room/state.ts';
import { askers, histories, members, OWNER } from './room-history.ts';

/** The room after somebody is forgotten who came with this browser. */
function without(room: Room, personId: string, browser = personId): Room {
  const decision = forget(room, { personId, keys: [`browser:${browser}`] }, 9_000_000);
  if ('refused' in decision) throw new Error(decision.refused);
  return decision.events.reduce(evolve, room);
}

const others = askers.map(({ person }) => person.personId).filter((one) => one !== OWNER.personId);

describe('whoever has erased their account', () => {
  test('[DATA-11] is named nowhere in the room, and the others are where they were', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...others), ({ steps }, gone) => {
        const before = steps.at(-1)?.after;
        if (!before) return;
        const after = without(before, gone);
        expect(JSON.stringify(after)).not.toContain(`"${gone}"`);
        expect(JSON.stringify(after)).not.toContain(`"browser:${gone}"`);
        const stay = participants(before).filter(({ personId }) => personId !== gone);
        expect(
          participants(after)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(stay.map(({ id }) => id).sort());
        expect(after.keptOut).toEqual(before.keptOut.filter((key) => !key.endsWith(gone)));
        expect(after.stage.live).toBe(before.stage.live);
        const moderated = after.stage.people.some(({ role }) => role === 'moderator');
        if (after.stage.live && members(after).length > 0) expect(moderated).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('[DATA-11] takes along whoever came with the same browser, and nobody with another', () => {
    fc.assert(
      fc.property(histories, ({ steps }) => {
        const before = steps.at(-1)?.after;
        if (!before) return;
        const after = without(before, 'm-mira', 'g-lene');
        for (const gone of ['m-mira', 'g-lene']) expect(participantOf(after, gone)).toBeUndefined();
        expect(participants(after)).toHaveLength(
          participants(before).filter(({ personId }) => !['m-mira', 'g-lene'].includes(personId)).length,
        );
      }),
    );
  });

  test('[DATA-11] closes a room of their own', () => {
    fc.assert(
      fc.property(histories, ({ steps }) => {
        const before = steps.at(-1)?.after;
        if (!before) return;
        const after = without(before, OWNER.personId);
        expect([after.stage.live, participants(after)]).toEqual([false, []]);
      }),
    );
  });
});
