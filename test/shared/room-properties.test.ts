import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStageEvent } from '../../shared/room/events.ts';
import { evolve, evolveStage } from '../../shared/room/evolve.ts';
import { ABSENCE_LIMIT_MS, STAGE_LIMIT, UNATTENDED_LIMIT_MS } from '../../shared/room/limits.ts';
import { enter, nextDeadline } from '../../shared/room/attendance.ts';
import { standing } from '../../shared/room/door.ts';
import { onStage, participant, participantOf, participants, type Room } from '../../shared/room/state.ts';
import { askers, histories, type History, identityOf, members, OWNER, type Step } from './room-history.ts';

function always(holds: (step: Step) => void): void {
  fc.assert(
    fc.property(histories, ({ steps }) => steps.forEach(holds)),
    { numRuns: 150 },
  );
}

function asker(personId: string) {
  const found = askers.find(({ person }) => person.personId === personId);
  if (!found) throw new Error(personId);
  return found;
}

function newcomers(before: Room, after: Room) {
  return participants(after).filter(({ personId }) => !participantOf(before, personId));
}

function whole(holds: (history: History) => void): void {
  fc.assert(fc.property(histories, holds), { numRuns: 150 });
}

describe('whatever happens in a room', () => {
  test('[ROOM-1] a live room with a member in it has a moderator', () => {
    always(({ after }) => {
      if (!after.stage.live || members(after).length === 0) return;
      expect(after.stage.people.some(({ role }) => role === 'moderator')).toBe(true);
    });
  });

  test('[ROOM-2] only members are moderators, and the owner on stage always is one', () => {
    always(({ after }) => {
      for (const { role, kind, personId } of after.stage.people) {
        if (role === 'moderator') expect(kind).toBe('member');
        if (personId === OWNER.personId) expect(role).toBe('moderator');
      }
    });
  });

  test('[ROOM-3] everyone who comes on stage arrives muted, and only oneself can unmute', () => {
    always(({ before, after, decision, occasion }) => {
      for (const { id, muted } of after.stage.people) {
        if (!onStage(before, id)) expect(muted).toBe(true);
        if (onStage(before, id)?.muted === true && !muted) {
          expect(occasion).toMatchObject({ do: 'ask' });
          expect('events' in decision && decision.events).toMatchObject([{ type: 'unmuted', who: id }]);
        }
      }
    });
  });

  test('[ROOM-4] a person is present once: on stage or in the audience', () => {
    always(({ after }) => {
      const everyone = participants(after);
      expect(new Set(everyone.map(({ personId }) => personId)).size).toBe(everyone.length);
      expect(new Set(everyone.map(({ id }) => id)).size).toBe(everyone.length);
    });
  });

  test('[ROOM-5] whoever is kept out is not in the room, and the owner never is kept out', () => {
    always(({ after }) => {
      expect(after.keptOut).not.toContain(OWNER.personId);
      for (const { personId } of participants(after)) {
        if (personId !== OWNER.personId) expect(after.keptOut).not.toContain(personId);
      }
    });
  });

  test('[ROOM-6] nobody but the owner and those let in enters a locked room for the first time', () => {
    always(({ before, after }) => {
      if (!before.stage.locked) return;
      const present = new Set(participants(before).map(({ personId }) => personId));
      for (const { personId } of participants(after))
        expect(
          present.has(personId) || personId === OWNER.personId || before.admitted.includes(personId),
        ).toBe(true);
    });
  });

  test('[ROOM-7] the stage holds no more than its limit, save for a moderator by succession', () => {
    always(({ after }) => expect(after.stage.people.length).toBeLessThanOrEqual(STAGE_LIMIT + 1));
  });

  test('[ROOM-8] who is away for 30 s has left once time passes, and a room without members closes after 2 min', () => {
    always(({ occasion, at, after }) => {
      if (occasion.do !== 'wait') return;
      for (const { awaySince } of participants(after))
        expect(at - (awaySince ?? at)).toBeLessThan(ABSENCE_LIMIT_MS);
      if (after.unattendedSince !== null)
        expect(at - after.unattendedSince).toBeLessThan(UNATTENDED_LIMIT_MS);
      expect(nextDeadline(after) ?? Infinity).toBeGreaterThan(at);
    });
  });

  test('[ROOM-9] a closed room is empty', () => {
    always(({ after }) => {
      if (!after.stage.live) expect(participants(after)).toEqual([]);
    });
  });

  test('[ROOM-10] hands are up only where they may be', () => {
    always(({ after }) => {
      for (const { handRaisedAt, kind } of Object.values(after.listeners)) {
        if (handRaisedAt === null) continue;
        expect(after.stage.hands).not.toBe('off');
        if (after.stage.hands === 'members') expect(kind).toBe('member');
      }
    });
  });
});

describe('whatever becomes of the door', () => {
  test('[ROOM-11] who comes in is the owner, was let in, or is one of those whom the door is for', () => {
    always(({ before, after }) => {
      for (const { personId, kind } of newcomers(before, after)) {
        const { stage, invited, admitted } = before;
        const listed = invited.people.includes(personId);
        const followed = invited.following && asker(personId).followedByOwner;
        const isFor = { link: true, members: kind === 'member', invited: listed || followed }[stage.door];
        expect(isFor || admitted.includes(personId) || personId === OWNER.personId).toBe(true);
      }
    });
  });

  test('[ROOM-12] whom the owner has blocked never comes in', () => {
    always(({ after }) => {
      for (const { personId } of participants(after)) expect(asker(personId).blockedByOwner).toBe(false);
    });
  });

  test('[ROOM-13] only the owner changes it, and that sends nobody out', () => {
    always(({ before, after, decision }) => {
      if ('refused' in decision) return;
      for (const event of decision.events) {
        if (event.type !== 'door-changed' && event.type !== 'invited-changed') continue;
        expect(participant(before, event.by ?? '')?.personId).toBe(OWNER.personId);
        expect(participants(after).map(({ id }) => id)).toEqual(participants(before).map(({ id }) => id));
      }
    });
  });

  test('[ROOM-14] who was let in may come back until the room closes, or they are removed', () => {
    always(({ after }) => {
      if (!after.stage.live) expect(after.admitted).toEqual([]);
      for (const personId of after.admitted) {
        expect(after.keptOut).not.toContain(personId);
        const { blockedByOwner } = asker(personId);
        expect(standing(after, asker(personId))).toBe(blockedByOwner ? 'not-welcome' : 'open');
      }
    });
  });

  test('[ROOM-15] standing before a room says what entering it would', () => {
    always(({ after, at }) => {
      if (!after.stage.live) return;
      for (const one of askers) {
        const entered = enter(after, { ...one, newId: 'p-new', fingerprint: 'new' }, at);
        expect('refused' in entered ? entered.refused : 'open').toBe(standing(after, one));
      }
    });
  });

  test('[ROOM-16] whoever comes back under another name or picture is shown with it', () => {
    always(({ after, decision, occasion }) => {
      if (occasion.do !== 'enter' || 'refused' in decision) return;
      const person = participantOf(after, askers[occasion.person]?.person.personId ?? '');
      expect([person?.name.endsWith(' II'), person?.picture]).toEqual(
        occasion.renamed ? [true, 'face'] : [false, undefined],
      );
    });
  });

  test('[ROOM-17] everyone has the certificate and the key of the page that came last, or no key if it had none', () => {
    whole(({ steps }) => {
      const announced = new Map<string, object>();
      for (const { occasion, decision, after } of steps) {
        if (occasion.do === 'enter' && 'events' in decision) {
          const personId = askers[occasion.person]?.person.personId ?? '';
          announced.set(personId, identityOf(personId, occasion));
        }
        for (const one of participants(after)) {
          const { fingerprint } = one;
          const identity = { fingerprint, ...('voiceKey' in one && { voiceKey: one.voiceKey }) };
          expect(identity).toStrictEqual(announced.get(one.personId));
        }
      }
    });
  });
});

describe('the history of a room', () => {
  test('[EVOLVE-1] numbers its events without a gap', () => {
    always(({ before, after, decision }) => {
      const events = 'events' in decision ? decision.events : [];
      expect(after.version).toBe(before.version + events.length);
      expect(after.stage.seq).toBe(before.stage.seq + events.filter(isStageEvent).length);
    });
  });

  test('[EVOLVE-2] replayed from its events, or from any snapshot, is the same room', () => {
    whole(({ start, steps, events }) => {
      const end = steps.at(-1)?.after ?? start;
      expect(events.reduce(evolve, start)).toEqual(end);
      const middle = steps[Math.floor(steps.length / 2)]?.after ?? start;
      const snapshot = JSON.parse(JSON.stringify(middle)) as typeof middle;
      expect(events.slice(middle.version).reduce(evolve, snapshot)).toEqual(end);
    });
  });

  test('[EVOLVE-3] shows every page the stage that the server has, from the stage events alone', () => {
    whole(({ start, steps, events }) => {
      expect(events.filter(isStageEvent).reduce(evolveStage, start.stage)).toEqual(
        steps.at(-1)?.after.stage ?? start.stage,
      );
    });
  });

  test('[EVOLVE-4] a refusal changes nothing, and the same question has the same answer', () => {
    always(({ before, after, decision }) => {
      if ('refused' in decision) expect(after).toBe(before);
    });
  });
});
