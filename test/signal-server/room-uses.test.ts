import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InviteBook } from '../../shared/protocol/members.ts';
import { LISTENED_MS } from '../../shared/invites/policy.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { newRoom, participants, type Listener, type Person, type Room } from '../../shared/room/state.ts';
import { TakingPart } from '../../signal-server/rooms/taking-part.ts';
import type { Store } from '../../signal-server/store/store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';

const at = 1_700_000_000_000;
const presence = { fingerprint: 'AB', enteredAt: at, awaySince: null };

function listener(name: string, kind: Person['kind'] = 'member'): Listener {
  const place = { role: 'listener', handRaisedAt: null, invitedBy: null } as const;
  return { ...presence, ...place, id: `presence-${name}`, personId: name, name, kind };
}

function roomOf(...listeners: readonly Listener[]): Room {
  const entered = listeners.map((listener): RoomEvent => ({ type: 'entered', listener, at }));
  const opened: RoomEvent = { type: 'opened', at };
  return [opened, ...entered].reduce(evolve, newRoom({ id: 'room', title: 'Tea', ownerId: 'ana' }));
}

describe('who has taken part in a room', () => {
  const entered = (listener: Listener): RoomEvent => ({ type: 'entered', listener, at });
  const left = (name: string, afterMs: number): RoomEvent => ({
    type: 'left-audience',
    who: `presence-${name}`,
    departure: 'left',
    by: null,
    at: at + afterMs,
  });
  const closed = (afterMs: number): RoomEvent => ({ type: 'closed', by: null, at: at + afterMs });
  const cameOnStage = ({ handRaisedAt: _hand, invitedBy: _by, ...rest }: Listener): RoomEvent => ({
    type: 'came-on-stage',
    person: { ...rest, role: 'speaker', muted: true, onStageSince: at },
    by: null,
    at,
  });
  const [ben, cleo, guest] = [listener('ben'), listener('cleo'), listener('guest', 'guest')];

  /** Who took part by each of these changes, one after the other; with several events in one, what all of them come to. */
  function tookPart(start: Room, ...changes: readonly (RoomEvent | readonly RoomEvent[])[]) {
    const takingPart = new TakingPart(start);
    let before = start;
    return changes.map((change) => {
      const events = [change].flat();
      const after = events.reduce(evolve, before);
      const took = takingPart.follow({ before, after, events });
      before = after;
      return took;
    });
  }

  it('[INV-10] are the members who come on stage, at once', () => {
    const room = roomOf(ben, cleo, guest);
    expect(tookPart(room, [cameOnStage(ben), cameOnStage(guest)])).toEqual([['ben']]);
  });

  it('[INV-10] are the members who have listened for ten minutes when they leave', () => {
    const room = roomOf(ben, cleo, listener('dan'), guest);
    const events = [left('ben', LISTENED_MS), left('cleo', LISTENED_MS - 1), left('guest', LISTENED_MS)];
    expect(tookPart(room, events)).toEqual([['ben']]);
  });

  it('[INV-10] are those who have listened that long when the room closes, each once', () => {
    const room = roomOf(ben, guest, listener('dan'));
    expect(tookPart(room, [left('dan', LISTENED_MS), closed(LISTENED_MS)])).toEqual([['dan', 'ben']]);
    expect(tookPart(room, closed(LISTENED_MS - 1))).toEqual([[]]);
  });

  it('[INV-10] are not those who were away for the time that was missing', () => {
    const away: RoomEvent = { type: 'away', who: 'presence-ben', at: at + LISTENED_MS - 1 };
    const room = evolve(roomOf(ben, cleo), away);
    expect(tookPart(room, left('ben', LISTENED_MS + 30_000))).toEqual([[]]);
  });

  it('[INV-22] is nobody who is alone, or with guests', () => {
    const quiet = [entered(ben), entered(guest), cameOnStage(ben), cameOnStage(guest), closed(LISTENED_MS)];
    expect(tookPart(roomOf(), ...quiet).flat()).toEqual([]);
    expect(tookPart(roomOf(), entered(ben), entered(guest), left('ben', LISTENED_MS)).flat()).toEqual([]);
    expect(tookPart(roomOf(ben), left('ben', LISTENED_MS)).flat()).toEqual([]);
  });

  it('[INV-22] is whoever waited on stage, as soon as another member comes', () => {
    const room = roomOf();
    expect(tookPart(room, cameOnStage(ben), entered(guest), entered(cleo))).toEqual([[], [], ['ben']]);
    expect(tookPart(room, cameOnStage(ben), cameOnStage(cleo))).toEqual([[], ['ben', 'cleo']]);
    // Nothing is counted again because more come.
    expect(tookPart(room, cameOnStage(ben), entered(cleo), entered(listener('dan')))[2]).toEqual([]);
  });

  it('[INV-22] is also who goes on listening when the others have gone', () => {
    const room = roomOf(ben, cleo);
    expect(tookPart(room, left('cleo', 1), left('ben', LISTENED_MS))).toEqual([[], ['ben']]);
    // Who comes after that is alone again.
    const late = { ...listener('dan'), enteredAt: at };
    expect(
      tookPart(room, left('cleo', 1), left('ben', 2), entered(late), left('dan', LISTENED_MS)).flat(),
    ).toEqual([]);
  });

  it('[INV-22] is whoever has company, by the same rule, in whatever order people come and go', () => {
    const names = ['ana', 'ben', 'cleo', 'guest'] as const;
    const steps = fc.array(fc.record({ who: fc.constantFrom(...names), onStage: fc.boolean() }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (asked) => {
        const takingPart = new TakingPart(roomOf());
        let room = roomOf();
        const met = new Set<string>();
        for (const { who, onStage } of asked) {
          const one = listener(who, who === 'guest' ? 'guest' : 'member');
          const isThere = participants(room).some(({ personId }) => personId === who);
          const departed: RoomEvent = {
            type: room.stage.people.some(({ personId }) => personId === who) ? 'left-stage' : 'left-audience',
            who: one.id,
            departure: 'left',
            by: null,
            at: at + LISTENED_MS,
          };
          const event = isThere ? departed : onStage ? cameOnStage(one) : entered(one);
          const after = evolve(room, event);
          const members = participants(after).filter(({ kind }) => kind === 'member');
          if (members.length > 1) for (const { personId } of members) met.add(personId);
          const took = takingPart.follow({ before: room, after, events: [event] });
          for (const personId of took) expect(met).toContain(personId);
          if (isThere && event.type === 'left-audience' && met.has(who)) expect(took).toEqual([who]);
          if (!isThere && onStage && met.has(who)) expect(took).toContain(who);
          if (isThere) met.delete(who);
          room = after;
        }
      }),
    );
  });
});

describe('taking part', () => {
  let clock = new FakeClock();
  const fixture = useServer(() => ({ clock: (clock = new FakeClock()) }));

  async function roomsToNext(browser: TestBrowser): Promise<number | null> {
    return ((await browser.http('GET', '/api/invites')).body.value as InviteBook).roomsToNext;
  }

  it('[INV-10] brings an invite with the third room, on stage or listening', async () => {
    const { owner, room, ana } = await roomWith(fixture);
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    const listening = await ben.enter(room);
    await ana.until(async () => (await roomsToNext(owner)) === 2);
    clock.advance(LISTENED_MS - 1);
    await listening.ask('leave');
    const again = await ben.enter(room);
    clock.advance(LISTENED_MS);
    await again.ask('leave');
    await again.until(async () => (await roomsToNext(ben)) === 2);
    await ana.ask('leave');
    for (const title of ['Chess', 'Choir']) {
      const theirs = await ben.openRoom(title);
      const page = await ben.enter(theirs);
      await (await owner.enter(theirs)).ask('leave');
      await page.ask('leave');
    }
    await again.until(async () => (await roomsToNext(ben)) === 3);
    expect((await ben.http('GET', '/api/invites')).body.value).toMatchObject({ left: 3 });
    expect(await roomsToNext(owner)).toBe(2);
  });

  it('[INV-22] alone, or with guests only, brings nothing', async () => {
    const { owner, room, ana } = await roomWith(fixture, 'Gus');
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    for (const title of ['Chess', 'Choir', 'News']) {
      const page = await ben.enter(await ben.openRoom(title));
      await page.ask('leave');
    }
    // Uses are counted in their order: when hers is, all of his would be.
    const listening = await ben.enter(room);
    await ana.until(async () => (await roomsToNext(owner)) === 2);
    await listening.ask('leave');
    expect((await ben.http('GET', '/api/invites')).body.value).toMatchObject({ left: 2, roomsToNext: 3 });
  });
});

describe('taking part that cannot be counted', () => {
  let refused = 0;
  const fixture = useServer(() => ({ overStore: (real) => uncounting(real, () => (refused += 1)) }));

  it('[INV-10] disturbs nobody in the room', async () => {
    const { ana, room, guests } = await roomWith(fixture, 'Gus');
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    await ben.enter(room);
    await ana.until(() => refused === 1);
    expect(await ana.command({ type: 'lock', locked: true })).toEqual({ ok: true, value: null });
    await guests[0]?.until(() => guests[0]?.stage?.locked);
  });
});

/** The store, except that nothing is counted and somebody is told of each refusal. */
function uncounting(store: Store, refused: () => void): Store {
  const over = <Part extends object>(part: Part, others: Readonly<Record<string, unknown>>): Part =>
    new Proxy(part, {
      get(target, name) {
        if (typeof name === 'string' && Object.hasOwn(others, name)) return others[name];
        // These are classes with private fields: their methods must be called on themselves.
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const noteUse = () => {
    refused();
    return Promise.reject(new Error('no'));
  };
  return over(store, { invites: over(store.invites, { noteUse }) });
}
