import { describe, expect, it } from 'vitest';
import type { InviteBook } from '../../shared/protocol/members.ts';
import { LISTENED_MS } from '../../shared/invites/policy.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { newRoom, type Listener, type Person, type Room } from '../../shared/room/state.ts';
import { tookPart } from '../../signal-server/rooms/room-uses.ts';
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

  it('[INV-10] are the members who come on stage, at once', () => {
    const [ben, guest] = [listener('ben'), listener('guest', 'guest')];
    const events = [cameOnStage(ben), cameOnStage(guest)];
    expect(tookPart({ before: roomOf(ben, guest), events })).toEqual(['ben']);
  });

  it('[INV-10] are the members who have listened for ten minutes when they leave', () => {
    const before = roomOf(listener('ben'), listener('cleo'), listener('guest', 'guest'));
    const events = [left('ben', LISTENED_MS), left('cleo', LISTENED_MS - 1), left('guest', LISTENED_MS)];
    expect(tookPart({ before, events })).toEqual(['ben']);
  });

  it('[INV-10] are those who have listened that long when the room closes, each once', () => {
    const before = roomOf(listener('ben'), listener('guest', 'guest'), listener('dan'));
    const events = [left('dan', LISTENED_MS), closed(LISTENED_MS)];
    expect(tookPart({ before, events })).toEqual(['dan', 'ben']);
    expect(tookPart({ before, events: [closed(LISTENED_MS - 1)] })).toEqual([]);
  });

  it('[INV-10] are not those who were away for the time that was missing', () => {
    const away: RoomEvent = { type: 'away', who: 'presence-ben', at: at + LISTENED_MS - 1 };
    const before = evolve(roomOf(listener('ben')), away);
    expect(tookPart({ before, events: [left('ben', LISTENED_MS + 30_000)] })).toEqual([]);
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
    await ana.until(async () => (await roomsToNext(owner)) === 2);
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    const listening = await ben.enter(room);
    clock.advance(LISTENED_MS - 1);
    await listening.ask('leave');
    const again = await ben.enter(room);
    clock.advance(LISTENED_MS);
    await again.ask('leave');
    await again.until(async () => (await roomsToNext(ben)) === 2);
    for (const title of ['Chess', 'Choir']) {
      const page = await ben.enter(await ben.openRoom(title));
      await page.ask('leave');
    }
    await again.until(async () => (await roomsToNext(ben)) === 3);
    expect((await ben.http('GET', '/api/invites')).body.value).toMatchObject({ left: 3 });
    expect(await roomsToNext(owner)).toBe(2);
  });
});

describe('taking part that cannot be counted', () => {
  let refused = 0;
  const fixture = useServer(() => ({ overStore: (real) => uncounting(real, () => (refused += 1)) }));

  it('[INV-10] disturbs nobody in the room', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
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
