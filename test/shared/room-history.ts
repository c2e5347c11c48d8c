import fc from 'fast-check';
import { enter, leave, loseTouch, loseTouchWithAll, open, passTime } from '../../shared/room/attendance.ts';
import type { Command } from '../../shared/room/commands.ts';
import { decide, type Decision } from '../../shared/room/decide.ts';
import type { Asker } from '../../shared/room/door.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import {
  newRoom,
  participantOf,
  participants,
  type InvitedPeople,
  type PageIdentity,
  type Person,
  type Room,
} from '../../shared/room/state.ts';

/** Arbitrary lives of a room: who comes, goes, asks and is dropped, in any order. */

export const OWNER: Person = { personId: 'm-owner', name: 'Ana', kind: 'member' };
const PEOPLE: readonly Person[] = [
  OWNER,
  ...['m-jonas', 'm-mira', 'm-paul'].map((personId) => ({
    personId,
    name: personId,
    kind: 'member' as const,
  })),
  ...['g-tariq', 'g-lene', 'g-sofia', 'g-yusuf'].map((personId) => ({
    personId,
    name: personId,
    kind: 'guest' as const,
  })),
];

/** Which of a person's pages comes, and with which of their keys; 0 is none. Honest pages have one key each, but nobody sees to that. */
interface PageAt {
  readonly page: number;
  readonly key: number;
}

type Occasion =
  | { readonly do: 'open' | 'restart' }
  | ({ readonly do: 'enter'; readonly person: number; readonly renamed: boolean } & PageAt)
  | { readonly do: 'drop' | 'leave'; readonly person: number }
  | { readonly do: 'wait'; readonly ms: number }
  | {
      readonly do: 'ask';
      readonly person: number;
      readonly about: number;
      readonly command: (who: string) => Command;
    };

const person = fc.nat({ max: PEOPLE.length - 1 });
/** The owner asks for as much as all others together, or stages would stay empty. */
const actor = fc.oneof(fc.constant(0), person);
const aboutSomeone = [
  'lower-hand',
  'bring-on-stage',
  'bring-on-stage',
  'move-to-audience',
  'mute',
  'ask-to-unmute',
  'make-moderator',
  'take-back-moderator',
  'remove',
] as const;
const aboutOneself = ['raise-hand', 'accept-stage', 'accept-stage', 'decline-stage', 'unmute'] as const;
const list: fc.Arbitrary<InvitedPeople> = fc.record({
  people: fc.uniqueArray(
    person.map((index) => personAt(index).personId),
    { maxLength: 3 },
  ),
  following: fc.boolean(),
});
const command: fc.Arbitrary<(who: string) => Command> = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...aboutSomeone).map((type) => (who: string) => ({ type, who })) },
  { weight: 20, arbitrary: fc.constantFrom(...aboutOneself).map((type) => () => ({ type })) },
  { weight: 2, arbitrary: fc.boolean().map((locked) => () => ({ type: 'lock', locked }) as const) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('everyone' as const, 'members' as const, 'off' as const)
      .map((hands) => () => ({ type: 'set-hands', hands }) as const),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('link' as const, 'members' as const, 'invited' as const), fc.option(list))
      .map(
        ([door, invited]) =>
          () =>
            ({ type: 'set-door', door, ...(invited && { invited }) }) as const,
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('let-in' as const, 'let-in' as const, 'turn-away' as const), person)
      .map(
        ([type, index]) =>
          () =>
            ({ type, personId: personAt(index).personId }) as const,
      ),
  },
  { weight: 1, arbitrary: fc.string().map((title) => () => ({ type: 'retitle', title }) as const) },
  { weight: 1, arbitrary: fc.constant(() => ({ type: 'close' }) as const) },
);

const occasion: fc.Arbitrary<Occasion> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom({ do: 'open' as const }, { do: 'restart' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('enter' as const),
      person,
      page: fc.nat({ max: 2 }),
      key: fc.nat({ max: 2 }),
      renamed: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('drop' as const, 'leave' as const), person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: 60_000 }) }) },
  {
    weight: 24,
    arbitrary: fc.record({ do: fc.constant('ask' as const), person: actor, about: person, command }),
  },
);

/** One step of a history: the room before and after, and what was decided. */
export interface Step {
  readonly occasion: Occasion;
  readonly at: number;
  readonly before: Room;
  readonly decision: Decision;
  readonly after: Room;
}

export interface History {
  readonly start: Room;
  readonly steps: readonly Step[];
  readonly events: readonly RoomEvent[];
}

const arrivals = PEOPLE.map((_person, index) => ({
  do: 'enter' as const,
  person: index,
  page: 0,
  key: index % 2,
  renamed: false,
}));

/** Long enough for people to be invited, accept, moderate and fall out; half of them begin with everyone there. */
export const histories: fc.Arbitrary<History> = fc
  .tuple(fc.boolean(), fc.array(occasion, { minLength: 1, maxLength: 150, size: 'max' }))
  .map(([full, occasions]) => live(full ? [...arrivals, ...occasions] : occasions));

function live(occasions: readonly Occasion[]): History {
  const start = newRoom({ id: 'room-1', title: 'Timber frames', ownerId: OWNER.personId });
  const steps: Step[] = [];
  let room = start;
  let at = 1_000_000;
  for (const [index, one] of [{ do: 'open' as const }, ...occasions].entries()) {
    at += one.do === 'wait' ? one.ms : 100;
    const decision = happen(room, one, at, index);
    const after = 'events' in decision ? decision.events.reduce(evolve, room) : room;
    steps.push({ occasion: one, at, before: room, decision, after });
    room = after;
  }
  return {
    start,
    steps,
    events: steps.flatMap(({ decision }) => ('events' in decision ? decision.events : [])),
  };
}

function happen(room: Room, occasion: Occasion, at: number, index: number): Decision {
  switch (occasion.do) {
    case 'open':
      return open(room, OWNER.personId, at);
    case 'restart':
      return loseTouchWithAll(room, at);
    case 'wait':
      return passTime(room, at);
    case 'enter': {
      const asker = askerAt(occasion.person);
      const { personId, name } = asker.person;
      const person = occasion.renamed
        ? { ...asker.person, name: `${name} II`, picture: 'face' }
        : asker.person;
      const identity = identityOf(personId, occasion);
      return enter(room, { ...asker, person, newId: `p-${index}`, ...identity }, at);
    }
    case 'drop':
      return loseTouch(room, idOf(room, occasion.person), at);
    case 'leave':
      return leave(room, idOf(room, occasion.person), at);
    case 'ask':
      return decide(room, idOf(room, occasion.person), occasion.command(idOf(room, occasion.about)), at);
  }
}

/** What a page of this person announces. */
export function identityOf(personId: string, { page, key }: PageAt): PageIdentity {
  return { fingerprint: `${personId}-${page}`, ...(key > 0 && { voiceKey: `${personId}-key-${key}` }) };
}

function personAt(index: number): Person {
  return PEOPLE[index] ?? OWNER;
}

/** The owner follows Jonas and a guest whom they met, and has blocked Paul. */
function askerAt(index: number): Asker & { readonly person: Person } {
  const person = personAt(index);
  return {
    person,
    keys: [`browser:${person.personId}`],
    followedByOwner: ['m-jonas', 'g-lene'].includes(person.personId),
    blockedByOwner: person.personId === 'm-paul',
  };
}

/** Everyone as they would come to the door. */
export const askers = PEOPLE.map((_person, index) => askerAt(index));

function idOf(room: Room, index: number): string {
  return participantOf(room, PEOPLE[index]?.personId ?? '')?.id ?? 'nobody';
}

export function members(room: Room) {
  return participants(room).filter(({ kind }) => kind === 'member');
}
