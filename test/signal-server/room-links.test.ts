import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enter, leave, loseTouchWithAll, open } from '../../shared/room/attendance.ts';
import type { Decision } from '../../shared/room/decide.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { newRoom, participant, participantOf, participants, type Room } from '../../shared/room/state.ts';
import { MOST_CHILDREN, MOST_ORDINARY } from '../../shared/topology/audience-limits.ts';
import { type LinkPlan, otherSide, sideOf } from '../../shared/topology/plan.ts';
import { LINGER_MS } from '../../signal-server/rooms/links/lingering-links.ts';
import { RoomLinks } from '../../signal-server/rooms/links/room-links.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { histories, type History } from '../shared/room-history.ts';

/** Something a page does between two things that happen in the room. `who` and `about` count the people who are there. */
interface Act {
  readonly do: 'carry' | 'turn' | 'lie' | 'wait';
  readonly who: number;
  readonly about: number;
  readonly amount: number;
}

const act: fc.Arbitrary<Act> = fc.record({
  do: fc.constantFrom('carry', 'carry', 'turn', 'turn', 'lie', 'wait'),
  who: fc.nat({ max: 20 }),
  about: fc.nat({ max: 20 }),
  amount: fc.constantFrom(0, 1, 1, 2, 3, 20),
});
const acts = fc.array(act, { minLength: 50, maxLength: 150 });

/** The links of a room that lives through a history, as the server would keep them. */
class Living {
  readonly clock = new FakeClock(1_000_000);
  readonly told = new Map<string, readonly LinkPlan[]>();
  readonly said = new Map<string, number>();
  readonly known = new Set<string>();
  room: Room;
  links: RoomLinks;

  constructor(room: Room) {
    this.room = room;
    this.links = this.#begin();
  }

  /** As if the server had been killed and started. */
  restart(): void {
    this.links.stop();
    this.told.clear();
    this.said.clear();
    this.links = this.#begin();
  }

  change(after: Room, events: readonly RoomEvent[]): void {
    this.room = after;
    for (const { id } of participants(after)) this.known.add(id);
    this.links.follow(events);
  }

  enter(
    personId: string,
    carries: number,
    uplinks?: { parent: string | null; standby: string | null },
  ): void {
    const you = participantOf(this.room, personId)?.id;
    if (you === undefined) return;
    this.said.set(you, carries);
    this.links.arrived(you, { carries, ...(uplinks && { uplinks }) });
  }

  do({ do: what, who, about, amount }: Act): void {
    const people = participants(this.room);
    const [one, other] = [people[who % people.length], people[about % people.length]];
    if (what === 'wait') return this.clock.advance(amount * 1_000);
    if (!one || !other) return;
    if (what === 'carry') {
      this.said.set(one.id, amount);
      return this.links.carry(one.id, amount);
    }
    const uplinks = this.links.of(one.id).filter(({ kind }) => kind === 'parent' || kind === 'standby');
    if (what === 'turn') this.links.turned(one.id, uplinks[amount % 2]?.peer ?? other.id, amount > 1);
    else this.enter(one.personId, amount, { parent: other.id, standby: people.at(about - 1)?.id ?? null });
  }

  #begin(): RoomLinks {
    return new RoomLinks({
      room: () => this.room,
      clock: this.clock,
      isConnected: (who) => participant(this.room, who)?.awaySince === null,
      tell: (who, links) => void this.told.set(who, links),
      failed: (error) => {
        throw error;
      },
    });
  }
}

/** Lives through a history with acts between its steps, and looks at every moment. */
function live({ start, steps }: History, acts: readonly Act[], look: (living: Living) => void): Living {
  const living = new Living(start);
  for (const [index, { occasion, before, after, decision }] of steps.entries()) {
    const one = acts[index % acts.length];
    if (occasion.do === 'restart') living.restart();
    if (occasion.do === 'enter') living.links.expect(`p-${index}`, { carries: one?.amount ?? 0 });
    if ('events' in decision && before !== after) living.change(after, decision.events);
    if (occasion.do === 'enter' && 'events' in decision) {
      const come = participants(after).find(({ fingerprint }) => fingerprint.endsWith(`-${occasion.page}`));
      if (come) living.enter(come.personId, one?.amount ?? 0);
    }
    look(living);
    if (one) living.do(one);
    look(living);
  }
  return living;
}

const whenever = (look: (living: Living) => void) =>
  fc.assert(
    fc.property(histories, acts, (history, some) => void live(history, some, look)),
    { numRuns: 20 },
  );

describe('at every moment, whatever happens in a room and whatever its pages say', () => {
  test('[PLAN-4] both ends of every link have it, on sides that belong together, with the certificate of the other', () => {
    whenever(({ room, links }) => {
      for (const one of participants(room))
        for (const { peer, kind, fingerprint, initiator } of links.of(one.id)) {
          expect(fingerprint).toBe(participant(room, peer)?.fingerprint);
          const back = links
            .of(peer)
            .filter((link) => link.peer === one.id && sideOf(link.kind) === otherSide(sideOf(kind)));
          expect(back).toEqual([expect.objectContaining({ initiator: !initiator })]);
          if (kind !== 'stage') expect(initiator).toBe(sideOf(kind) === 'up');
        }
    });
  });

  test('[PLAN-5] nobody is linked to themselves, twice on one side, or to anyone who is not in the room', () => {
    whenever(({ room, links, known }) => {
      for (const who of known) {
        const ends = links.of(who).map(({ peer, kind }) => `${sideOf(kind)} ${peer}`);
        if (!participant(room, who)) expect(ends).toEqual([]);
        expect(new Set(ends).size).toBe(ends.length);
        for (const { peer } of links.of(who)) {
          expect(peer).not.toBe(who);
          expect(participant(room, peer)).toBeDefined();
        }
      }
    });
  });

  test('[PLAN-6] everyone on stage is linked to everyone there, and a listener to one parent or to all of them', () => {
    whenever(({ room, links }) => {
      const stage = room.stage.people.map(({ id }) => id);
      for (const one of participants(room)) {
        const mine = links.of(one.id);
        const linkedTo = new Set(mine.filter(({ kind }) => kind === 'stage').map(({ peer }) => peer));
        const parents = mine.filter(({ kind }) => kind === 'parent');
        if (one.role !== 'listener')
          for (const id of stage) expect(id === one.id || linkedTo.has(id)).toBe(true);
        else expect(parents.length).toBeLessThanOrEqual(1);
        if (one.role !== 'listener') expect(parents).toEqual([]);
        if (parents.length > 0) expect(mine.filter(({ kind }) => kind === 'standby').length).toBeLessThan(2);
      }
    });
  });

  test('[PLAN-7] nobody carries more than they said, nor more than is believed of anyone', () => {
    whenever(({ room, links, said }) => {
      const carried = new Map<string, number>();
      for (const { id } of participants(room))
        for (const { peer, kind } of links.of(id))
          // Who has come back after a restart and has no place yet keeps the links they say they had.
          if (kind === 'parent' && links.audioPlaceOf(id).depth !== null)
            carried.set(peer, (carried.get(peer) ?? 0) + 1);
      for (const [who, children] of carried)
        expect(children).toBeLessThanOrEqual(Math.min(MOST_CHILDREN, said.get(who) ?? MOST_CHILDREN));
    });
  });

  test('[PLAN-8] whoever’s links have changed was told them, and nobody else', () => {
    whenever(({ room, links, told }) => {
      for (const { id } of participants(room)) expect(told.get(id) ?? []).toEqual(links.of(id));
    });
  });
});

function visitor(name: string) {
  const person = { personId: name, name, kind: 'guest' as const };
  const asker = { person, keys: [], followedByOwner: false, blockedByOwner: false };
  return { ...asker, newId: `id-${name}`, fingerprint: name };
}

/** Resolves to how many pages were told of it. */
function happen(living: Living, decision: Decision): number {
  if ('refused' in decision) throw new Error(decision.refused);
  const before = living.told.size;
  living.change(decision.events.reduce(evolve, living.room), decision.events);
  return living.told.size - before;
}

/** Opens the room, and lets its owner and so many guests come, three in five of whom carry others. Returns how many each concerned. */
function gather(living: Living, guests: number): readonly number[] {
  const now = living.clock.now();
  happen(living, open(living.room, 'ana', now));
  return ['ana', ...Array.from({ length: guests }, (_, index) => `guest-${index}`)].map((name, index) => {
    const carries = index % 5 < 3 ? 6 : 0;
    living.said.set(`id-${name}`, carries);
    living.links.expect(`id-${name}`, { carries });
    living.told.clear();
    return happen(living, enter(living.room, visitor(name), now));
  });
}

test('[PLAN-10] in a large room, whatever one person does is told to those whom it concerns alone', () => {
  const living = new Living(newRoom({ id: 'large', title: 'Large', ownerId: 'ana' }));
  expect(Math.max(...gather(living, 400))).toBeLessThanOrEqual(1 + 2 + MOST_ORDINARY);
  const linksDown = (id: string) => living.links.of(id).filter(({ kind }) => sideOf(kind) === 'down').length;
  const carrier = Object.values(living.room.listeners).find(({ id }) => linksDown(id) > 6);
  if (!carrier) throw new Error('nobody carries anybody');
  const concerned = living.links.of(carrier.id).length;
  living.told.clear();
  // Each of their children and wards, and those to whom these turn.
  const told = happen(living, leave(living.room, carrier.id, living.clock.now()));
  expect(told).toBeLessThanOrEqual(4 * concerned);
});

test('[AUDIO-13] when a whole room loses its sockets at once nobody’s links change for it', () => {
  const living = new Living(newRoom({ id: 'large', title: 'Large', ownerId: 'ana' }));
  gather(living, 30);
  living.clock.advance(2 * LINGER_MS);
  living.told.clear();
  happen(living, loseTouchWithAll(living.room, living.clock.now()));
  living.clock.advance(10_000);
  const tended = living.told.size;
  for (const { id, personId } of participants(living.room)) {
    const back = { ...visitor(personId), resuming: true };
    happen(living, enter(living.room, back, living.clock.now()));
    living.enter(personId, living.said.get(id) ?? 0);
  }
  living.clock.advance(1_000);
  expect([tended, living.told.size]).toEqual([0, 0]);
});

test('[PLAN-9] ten seconds after the last change nothing is left of links that were, and with nobody listening nothing ticks', () => {
  fc.assert(
    fc.property(histories, acts, (history, some) => {
      const living = live(history, some, () => undefined);
      for (let quiet = 0; quiet < 3; quiet += 1) living.clock.advance(10 * LINGER_MS);
      const kinds = participants(living.room).flatMap(({ id }) =>
        living.links.of(id).map(({ kind }) => kind),
      );
      expect(kinds).not.toContain('former');
      if (Object.keys(living.room.listeners).length === 0) expect(living.clock.waiting).toBe(0);
    }),
    { numRuns: 20 },
  );
});
