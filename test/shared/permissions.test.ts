import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enter, leave, open } from '../../shared/room/attendance.ts';
import type { Command } from '../../shared/room/commands.ts';
import { decide, type Decision } from '../../shared/room/decide.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { STAGE_LIMIT } from '../../shared/room/limits.ts';
import { newRoom, onStage, participants, type Person, type Room } from '../../shared/room/state.ts';
import { histories } from './room-history.ts';

const people: Record<string, Person> = {
  owner: { personId: 'owner', name: 'Ana', kind: 'member' },
  moderator: { personId: 'moderator', name: 'Jonas', kind: 'member' },
  speaker: { personId: 'speaker', name: 'Mira', kind: 'guest' },
  listener: { personId: 'listener', name: 'Tariq', kind: 'guest' },
  other: { personId: 'other', name: 'Lene', kind: 'member' },
};

/** Somebody of whom the owner thinks nothing in particular. */
const unknown = { keys: [], followedByOwner: false, blockedByOwner: false };
const after = (room: Room, decision: Decision): Room => {
  if ('refused' in decision) throw new Error(decision.refused);
  return decision.events.reduce(evolve, room);
};
const ask = (room: Room, who: string, command: Command) => after(room, decide(room, who, command, 5));
const arrive = (room: Room, id: string, person = people[id]) => {
  if (!person) throw new Error(id);
  return after(room, enter(room, { ...unknown, person, newId: id, fingerprint: id }, 2));
};
const bring = (room: Room, who: string) =>
  ask(ask(room, 'owner', { type: 'bring-on-stage', who }), who, { type: 'accept-stage' });

/** Ana owns and moderates, Jonas moderates, Mira speaks (unmuted), Tariq has a hand up, Lene just listens. */
function evening(): Room {
  const closed = newRoom({ id: 'room-1', title: 'Timber', ownerId: 'owner' });
  const full = Object.keys(people).reduce(
    (room, id) => arrive(room, id),
    after(closed, open(closed, 'owner', 1)),
  );
  const staged = bring(bring(full, 'moderator'), 'speaker');
  const moderated = ask(staged, 'owner', { type: 'make-moderator', who: 'moderator' });
  return ask(ask(moderated, 'speaker', { type: 'unmute' }), 'listener', { type: 'raise-hand' });
}

const answer = (actor: string, command: Command) => {
  const decision = decide(evening(), actor, command, 6);
  return 'refused' in decision ? decision.refused : 'done';
};

describe('who may do what in a room', () => {
  // One line for each cell of the table in docs/protocol.md: the actor, the command, what the server answers.
  test.each<[string, Command, string]>([
    ['listener', { type: 'raise-hand' }, 'already-so'],
    ['other', { type: 'raise-hand' }, 'done'],
    ['speaker', { type: 'raise-hand' }, 'not-allowed'],
    ['moderator', { type: 'raise-hand' }, 'not-allowed'],
    ['listener', { type: 'lower-hand', who: 'listener' }, 'done'],
    ['moderator', { type: 'lower-hand', who: 'listener' }, 'done'],
    ['speaker', { type: 'lower-hand', who: 'listener' }, 'not-allowed'],
    ['other', { type: 'lower-hand', who: 'listener' }, 'not-allowed'],
    ['moderator', { type: 'bring-on-stage', who: 'other' }, 'done'],
    ['moderator', { type: 'bring-on-stage', who: 'speaker' }, 'already-so'],
    ['speaker', { type: 'bring-on-stage', who: 'other' }, 'not-allowed'],
    ['listener', { type: 'bring-on-stage', who: 'listener' }, 'not-allowed'],
    ['listener', { type: 'accept-stage' }, 'not-invited'],
    ['speaker', { type: 'accept-stage' }, 'not-allowed'],
    ['listener', { type: 'unmute' }, 'not-allowed'],
    ['moderator', { type: 'unmute' }, 'done'],
    ['moderator', { type: 'mute', who: 'speaker' }, 'done'],
    ['speaker', { type: 'mute', who: 'speaker' }, 'done'],
    ['speaker', { type: 'mute', who: 'owner' }, 'not-allowed'],
    ['listener', { type: 'mute', who: 'speaker' }, 'not-allowed'],
    ['owner', { type: 'ask-to-unmute', who: 'moderator' }, 'done'],
    ['owner', { type: 'ask-to-unmute', who: 'speaker' }, 'already-so'],
    ['speaker', { type: 'ask-to-unmute', who: 'moderator' }, 'not-allowed'],
    ['moderator', { type: 'move-to-audience', who: 'speaker' }, 'done'],
    ['moderator', { type: 'move-to-audience', who: 'owner' }, 'owner-protected'],
    ['speaker', { type: 'move-to-audience', who: 'speaker' }, 'done'],
    ['speaker', { type: 'move-to-audience', who: 'moderator' }, 'not-allowed'],
    ['owner', { type: 'make-moderator', who: 'speaker' }, 'members-only'],
    ['owner', { type: 'make-moderator', who: 'other' }, 'not-on-stage'],
    ['speaker', { type: 'make-moderator', who: 'speaker' }, 'not-allowed'],
    ['owner', { type: 'take-back-moderator', who: 'moderator' }, 'done'],
    ['moderator', { type: 'take-back-moderator', who: 'moderator' }, 'done'],
    ['moderator', { type: 'take-back-moderator', who: 'owner' }, 'owner-protected'],
    ['speaker', { type: 'take-back-moderator', who: 'moderator' }, 'not-allowed'],
    ['moderator', { type: 'remove', who: 'speaker' }, 'done'],
    ['moderator', { type: 'remove', who: 'listener' }, 'done'],
    ['moderator', { type: 'remove', who: 'owner' }, 'owner-protected'],
    ['moderator', { type: 'remove', who: 'nobody' }, 'no-such-person'],
    ['moderator', { type: 'remove', who: 'moderator' }, 'not-allowed'],
    ['speaker', { type: 'remove', who: 'listener' }, 'not-allowed'],
    ['moderator', { type: 'lock', locked: true }, 'done'],
    ['speaker', { type: 'lock', locked: true }, 'not-allowed'],
    ['moderator', { type: 'set-hands', hands: 'off' }, 'done'],
    ['listener', { type: 'set-hands', hands: 'everyone' }, 'not-allowed'],
    ['moderator', { type: 'retitle', title: 'New' }, 'done'],
    ['listener', { type: 'retitle', title: 'New' }, 'not-allowed'],
    ['moderator', { type: 'let-in', personId: 'stranger' }, 'done'],
    ['speaker', { type: 'let-in', personId: 'stranger' }, 'not-allowed'],
    ['listener', { type: 'let-in', personId: 'stranger' }, 'not-allowed'],
    ['moderator', { type: 'turn-away', personId: 'stranger' }, 'done'],
    ['speaker', { type: 'turn-away', personId: 'stranger' }, 'not-allowed'],
    ['listener', { type: 'turn-away', personId: 'stranger' }, 'not-allowed'],
    ['owner', { type: 'set-door', door: 'members' }, 'done'],
    ['owner', { type: 'set-door', door: 'link' }, 'already-so'],
    ['moderator', { type: 'set-door', door: 'members' }, 'not-allowed'],
    ['speaker', { type: 'set-door', door: 'members' }, 'not-allowed'],
    ['listener', { type: 'set-door', door: 'members' }, 'not-allowed'],
    ['moderator', { type: 'close' }, 'done'],
    ['speaker', { type: 'close' }, 'not-allowed'],
    ['stranger', { type: 'close' }, 'not-in-room'],
  ])('[MAY-1] %s asks %j: %s', (actor, command, expected) => {
    expect(answer(actor, command)).toBe(expected);
  });

  test('[MAY-2] the owner in the audience comes back on their own stage unasked, as a moderator, muted', () => {
    const seated = ask(evening(), 'owner', { type: 'move-to-audience', who: 'owner' });
    const back = ask(seated, 'owner', { type: 'bring-on-stage', who: 'owner' });
    expect(onStage(back, 'owner')).toMatchObject({ role: 'moderator', muted: true });
  });

  test('[MAY-3] the last moderator cannot step down', () => {
    const alone = ask(evening(), 'owner', { type: 'take-back-moderator', who: 'moderator' });
    expect(decide(alone, 'owner', { type: 'move-to-audience', who: 'owner' }, 6)).toEqual({
      refused: 'last-moderator',
    });
  });

  test('[MAY-4] a removed person does not come back, under the same account or the same browser', () => {
    const closed = evening();
    const known = after(
      closed,
      enter(
        closed,
        {
          ...unknown,
          person: people.speaker ?? never(),
          newId: 'x',
          fingerprint: 'speaker',
          keys: ['browser:1'],
        },
        5,
      ),
    );
    const room = ask(known, 'owner', { type: 'remove', who: 'speaker' });
    const again = (person: Person, keys: string[]) =>
      enter(room, { ...unknown, person, newId: 'y', fingerprint: 'f', keys }, 7);
    expect(again(people.speaker ?? never(), [])).toEqual({ refused: 'kept-out' });
    expect(again({ personId: 'renamed', name: 'Someone new', kind: 'guest' }, ['browser:1'])).toEqual({
      refused: 'kept-out',
    });
    expect(again({ personId: 'neighbour', name: 'Nele', kind: 'guest' }, ['browser:2'])).toHaveProperty(
      'events',
    );
  });

  test('[MAY-7] whoever came with the same browser as somebody who is removed goes too', () => {
    const comeWith = (room: Room, id: string) =>
      after(
        room,
        enter(
          room,
          { ...unknown, person: people[id] ?? never(), newId: id, fingerprint: id, keys: ['browser:1'] },
          5,
        ),
      );
    const room = ask(comeWith(comeWith(evening(), 'speaker'), 'listener'), 'owner', {
      type: 'remove',
      who: 'speaker',
    });
    expect(participants(room).map(({ id }) => id)).toEqual(['owner', 'moderator', 'other']);
  });

  test('[MAY-8] an invitation to the stage can be taken back by lowering the hand', () => {
    const invited = ask(evening(), 'owner', { type: 'bring-on-stage', who: 'listener' });
    const room = ask(invited, 'owner', { type: 'lower-hand', who: 'listener' });
    expect(decide(room, 'listener', { type: 'accept-stage' }, 9)).toEqual({ refused: 'not-invited' });
  });

  test('[MAY-9] a page that was asleep takes no place back from a newer page, and does not come in anew', () => {
    const back = (room: Room, id: string, fingerprint: string) =>
      enter(room, { ...unknown, person: people[id] ?? never(), newId: 'z', fingerprint, resuming: true }, 9);
    expect(back(evening(), 'speaker', 'speaker')).toEqual({ events: [] });
    expect(back(evening(), 'speaker', 'older page')).toEqual({ refused: 'taken-over' });
    const left = after(evening(), leave(evening(), 'speaker', 8));
    expect(back(left, 'speaker', 'speaker')).toEqual({ refused: 'not-in-room' });
  });

  test('[MAY-10] the owner says whom the room is for in whatever role, also from the audience', () => {
    const seated = ask(evening(), 'owner', { type: 'move-to-audience', who: 'owner' });
    const room = ask(seated, 'owner', {
      type: 'set-door',
      door: 'invited',
      invited: { people: ['other'], following: true },
    });
    expect(room.stage.door).toBe('invited');
    expect(room.invited).toEqual({ people: ['other'], following: true });
    const widened = ask(room, 'owner', { type: 'set-door', door: 'link' });
    expect(widened.invited).toEqual(room.invited);
  });

  test('[MAY-11] who is let in passes door and lock, comes back, and nobody lets in whom a moderator removed', () => {
    const guest = { ...unknown, person: { personId: 'g', name: 'Nele', kind: 'guest' as const } };
    const comes = (room: Room) => enter(room, { ...guest, newId: 'g', fingerprint: 'g' }, 9);
    const narrow = ask(evening(), 'owner', { type: 'set-door', door: 'invited' });
    const closedUp = ask(narrow, 'moderator', { type: 'lock', locked: true });
    expect(comes(narrow)).toEqual({ refused: 'invited-only' });
    const letIn = ask(closedUp, 'moderator', { type: 'let-in', personId: 'g' });
    expect(decide(letIn, 'owner', { type: 'let-in', personId: 'g' }, 9)).toEqual({ refused: 'already-so' });
    const inside = after(letIn, comes(letIn));
    expect(comes(after(inside, leave(inside, 'g', 10)))).toHaveProperty('events');
    const removed = ask(inside, 'owner', { type: 'remove', who: 'g' });
    expect(comes(removed)).toEqual({ refused: 'kept-out' });
    expect(decide(removed, 'owner', { type: 'let-in', personId: 'g' }, 9)).toEqual({ refused: 'kept-out' });
  });

  test('[MAY-5] a full stage takes nobody more, not even who was invited in time', () => {
    let room = ask(evening(), 'owner', { type: 'bring-on-stage', who: 'listener' });
    for (let i = room.stage.people.length; i < STAGE_LIMIT; i++) {
      room = bring(arrive(room, `p${i}`, { personId: `p${i}`, name: `P${i}`, kind: 'guest' }), `p${i}`);
    }
    expect(decide(room, 'owner', { type: 'bring-on-stage', who: 'other' }, 6)).toEqual({
      refused: 'stage-full',
    });
    expect(decide(room, 'listener', { type: 'accept-stage' }, 6)).toEqual({ refused: 'stage-full' });
  });

  test('[MAY-6] hands go down when they are no longer open to who raised them', () => {
    const room = ask(ask(evening(), 'other', { type: 'raise-hand' }), 'owner', {
      type: 'set-hands',
      hands: 'members',
    });
    expect(room.listeners.listener?.handRaisedAt).toBeNull();
    expect(room.listeners.other?.handRaisedAt).toBe(5);
    expect(decide(room, 'listener', { type: 'raise-hand' }, 6)).toEqual({ refused: 'members-only' });
  });
});

test('the histories that the properties are tried on have everything in them that can happen', () => {
  const seen = new Set<string>();
  for (const { steps } of fc.sample(histories, { numRuns: 300, seed: 7 })) {
    for (const { decision } of steps) {
      if ('refused' in decision) seen.add(decision.refused);
      else for (const event of decision.events) seen.add(event.type);
    }
  }
  const events = [
    'came-on-stage',
    'left-stage',
    'moved-to-audience',
    'muted',
    'unmuted',
    'became-moderator',
    'ceased-moderating',
  ];
  const more = [
    'stage-away',
    'stage-back',
    'hand-lowered',
    'invitation-declined',
    'asked-to-unmute',
    'kept-out',
    'closed',
    'lock-changed',
    'door-changed',
    'invited-changed',
    'let-in',
    'introduced',
    'stage-introduced',
  ];
  const refusals = [
    'owner-protected',
    'last-moderator',
    'members-only',
    'hands-closed',
    'room-locked',
    'invited-only',
    'not-welcome',
    'kept-out',
    'room-closed',
  ];
  expect([...events, ...more, ...refusals].filter((type) => !seen.has(type))).toEqual([]);
});

function never(): never {
  throw new Error('nobody');
}
