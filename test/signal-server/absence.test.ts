import { describe, expect, it } from 'vitest';
import { DIGEST_INTERVAL_MS } from '../../shared/protocol/limits.ts';
import { ABSENCE_LIMIT_MS, UNATTENDED_LIMIT_MS } from '../../shared/room/limits.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { failingStore } from '../fakes/failing-store.ts';
import { roomWith, useServer } from './harness/fixture.ts';

let clock = new FakeClock();
let store: ReturnType<typeof failingStore> | undefined;
const fixture = useServer(() => ({
  clock: (clock = new FakeClock()),
  overStore: (real) => (store = failingStore(real)),
}));

const HALF = ABSENCE_LIMIT_MS / 2;

describe('absence', () => {
  it('[AWAY-1] whoever loses the socket keeps place, role and hand for 30 s, and comes back to them', async () => {
    const { ana, room, guests } = await roomWith(fixture, 'Ben');
    const browser = fixture.browser();
    const cleo = await browser.enter(room, 'Cleo');
    await cleo.command({ type: 'raise-hand' });
    cleo.close();
    await ana.until(
      async () => (await fixture.server.store.findRoom(room))?.room.listeners[cleo.entrance.you]?.awaySince,
    );
    clock.advance(ABSENCE_LIMIT_MS - 1);
    const back = await browser.enter(room);
    expect(back.entrance.you).toBe(cleo.entrance.you);
    expect(back.entrance.personal.handRaisedAt).not.toBeNull();
    clock.advance(ABSENCE_LIMIT_MS);
    await guests[0]?.settled();
    expect((await ana.ask('people', { offset: 0 })) as unknown).toMatchObject({ value: { length: 2 } });
  });

  it('[AWAY-2] after 30 s an absent person is out of the room', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    clock.advance(DIGEST_INTERVAL_MS);
    guests[0]?.close();
    await ana.hears('audience', ({ people }) => people?.some(({ away }) => away));
    clock.advance(ABSENCE_LIMIT_MS);
    await ana.hears('audience', ({ count }) => count === 0);
  });

  it('[AWAY-3] a moderator’s page that comes back with the same certificate resumes unmuted; another page comes muted', async () => {
    const { ana, owner, room, guests } = await roomWith(fixture, 'Ben');
    await ana.command({ type: 'unmute' });
    ana.close();
    await guests[0]?.until(() => guests[0]?.stage?.people[0]?.awaySince);
    clock.advance(HALF);
    const same = await owner.open();
    same.fingerprint = ana.fingerprint;
    expect(await same.enter(room)).toMatchObject({ ok: true, value: { you: ana.entrance.you } });
    expect(same.stage?.people[0]).toMatchObject({ role: 'moderator', muted: false, awaySince: null });
    const other = await owner.enter(room);
    expect(other.entrance.stage.people[0]).toMatchObject({ role: 'moderator', muted: true });
  });

  it('[AWAY-4] when the last moderator is gone for good in a room of guests, it closes after 2 min', async () => {
    const { ana, owner, room, guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    ana.close();
    await ben?.until(() => ben.stage?.people[0]?.awaySince);
    clock.advance(ABSENCE_LIMIT_MS);
    await ben?.until(() => ben.stage?.people.length === 0);
    clock.advance(UNATTENDED_LIMIT_MS - 1);
    await ben?.settled();
    expect(ben?.all('ended')).toEqual([]);
    clock.advance(1);
    expect(await ben?.hears('ended')).toEqual({ reason: 'closed', by: null });
    expect((await owner.http('GET', `/api/rooms/${room}`)).body.value).toMatchObject({ live: false });
  });

  it('[AWAY-5] the owner who returns to a closed room can open it again, and is its moderator', async () => {
    const { ana, owner, room } = await roomWith(fixture);
    await ana.command({ type: 'close' });
    expect((await owner.http('POST', `/api/rooms/${room}/open`, {})).body).toEqual({ ok: true, value: null });
    const again = await owner.enter(room);
    expect(again.entrance.stage.people).toMatchObject([{ role: 'moderator', name: 'Ana' }]);
  });

  it('[AWAY-6] an absence that could not be written is written later: there are no ghosts', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    if (!store) throw new Error();
    store.full = true;
    guests[0]?.close();
    await ana.until(async () => !(await ana.command({ type: 'retitle', title: 'Coffee' })).ok);
    store.full = false;
    await ana.until(() => {
      clock.advance(500);
      return ana.all('audience').some(({ people }) => people?.some(({ away }) => away));
    });
    clock.advance(ABSENCE_LIMIT_MS);
    await ana.hears('audience', ({ count }) => count === 0);
  });

  it('[AWAY-7] a room in which nobody ever was is listed as live, and closes after 2 min', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    const room = await owner.openRoom();
    const listed = async () => (await owner.http('GET', '/api/rooms')).body.value;
    expect(await listed()).toMatchObject([{ roomId: room, live: true }]);
    clock.advance(UNATTENDED_LIMIT_MS);
    await expect.poll(listed).toMatchObject([{ roomId: room, live: false }]);
  });

  it('[AWAY-8] a guest who has not come for 30 days is forgotten, day by day and when the server starts', async () => {
    const day = 24 * 60 * 60 * 1_000;
    const { browsers, owner, ana, guests } = await roomWith(fixture, 'Ben', 'Cleo');
    const [ben, cleo] = browsers;
    const names = () =>
      Promise.all([ben, cleo, owner].map(async (one) => (await one?.session())?.person?.name));
    for (const page of [ana, ...guests]) page.close();
    clock.advance(20 * day);
    (await cleo?.enter(await owner.openRoom('Later')))?.close();
    clock.advance(11 * day);
    await expect.poll(names).toEqual([undefined, 'Cleo', 'Ana']);
    await fixture.server.stop();
    clock.advance(20 * day);
    await fixture.server.start();
    await expect.poll(names).toEqual([undefined, undefined, 'Ana']);
  });

  it('[HOST-9] a closed room that nobody has asked about for a while is forgotten, and found again', async () => {
    const { ana, owner, room } = await roomWith(fixture);
    await ana.command({ type: 'close' });
    ana.close();
    // Nobody but the store is told, so only a host that is made anew can know.
    const { version = 0 } = (await fixture.server.store.findRoom(room))?.room ?? {};
    await fixture.server.store.recordEvents(room, version, [
      { type: 'retitled', title: 'Coffee', by: null, at: clock.now() },
    ]);
    const later = async () => {
      clock.advance(300_000);
      return (await owner.http('GET', `/api/rooms/${room}`)).body.value;
    };
    await expect.poll(later).toMatchObject({ live: false, title: 'Coffee' });
    const page = await fixture.browser().open();
    expect(await page.watch(room)).toMatchObject({ ok: true, value: { live: false, title: 'Coffee' } });
    clock.advance(300_000);
    await owner.http('POST', `/api/rooms/${room}/open`, {});
    await page.hears('preview', ({ live }) => live);
  });
});
