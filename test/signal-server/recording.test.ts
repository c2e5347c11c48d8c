import { describe, expect, it } from 'vitest';
import type { Room } from '../../shared/room/state.ts';
import { failingStore } from '../fakes/failing-store.ts';
import { roomWith, useServer } from './harness/fixture.ts';

let store: ReturnType<typeof failingStore> | undefined;
const fixture = useServer(() => ({ overStore: (real) => (store = failingStore(real)) }));

async function stored(roomId: string): Promise<Room> {
  const found = await fixture.server.store.findRoom(roomId);
  if (!found) throw new Error('no such room');
  return found.room;
}

describe('the record of a room', () => {
  it('[STORE-1] a restart from the same file gives back roster, roles, hands, bans, lock, seq and version', async () => {
    const { ana, room, guests, browsers } = await roomWith(fixture, 'Ben', 'Cleo', 'Dan');
    const [ben, cleo, dan] = guests;
    await cleo?.command({ type: 'raise-hand' });
    await ana.command({ type: 'bring-on-stage', who: ben?.entrance.you ?? '' });
    await ben?.command({ type: 'accept-stage' });
    await ben?.command({ type: 'unmute' });
    await ana.command({ type: 'remove', who: dan?.entrance.you ?? '' });
    await ana.command({ type: 'lock', locked: true });
    await ana.command({ type: 'set-hands', hands: 'members' });
    const before = await stored(room);
    await fixture.server.stop();
    await fixture.server.start();
    const after = await stored(room);
    const away = after.version - before.version;
    expect(away).toBe(3);
    const present = (state: Room) =>
      JSON.stringify(state, (key, value) => (key === 'awaySince' ? null : value));
    expect(present({ ...after, version: 0, stage: { ...after.stage, seq: 0 } })).toBe(
      present({ ...before, version: 0, stage: { ...before.stage, seq: 0 } }),
    );
    // Only that the two on stage and the one listening lost their sockets has been added.
    expect(after.stage.seq).toBe(before.stage.seq + 2);
    expect(await browsers[2]?.open().then((page) => page.enter(room, 'Dan'))).toEqual({
      ok: false,
      reason: 'kept-out',
    });
  });

  it('[STORE-2] after a restart pages come back to the same participant, and nothing but their absence has changed', async () => {
    const { ana, room, guests } = await roomWith(fixture, 'Ben');
    await guests[0]?.command({ type: 'raise-hand' });
    await fixture.server.restart();
    await ana.until(() => ana.connections === 2);
    const downlinks = [{ peer: guests[0]?.entrance.you ?? '', side: 'stage' as const }];
    const again = await ana.enter(room, undefined, { resuming: true, downlinks });
    expect(again).toMatchObject({ ok: true, value: { you: ana.entrance.you } });
    expect(again.ok && again.value.stage.people).toMatchObject([{ role: 'moderator', awaySince: null }]);
    expect(again.ok && again.value.plan).toEqual([
      expect.objectContaining({ peer: guests[0]?.entrance.you }),
    ]);
  });

  it('[STORE-3] what cannot be written is refused as unavailable and has not happened; it works again when the disk does', async () => {
    const { ana, guests, room } = await roomWith(fixture, 'Ben');
    if (!store) throw new Error();
    const before = await stored(room);
    store.full = true;
    expect(await ana.command({ type: 'lock', locked: true })).toEqual({ ok: false, reason: 'unavailable' });
    expect(await guests[0]?.command({ type: 'raise-hand' })).toEqual({ ok: false, reason: 'unavailable' });
    const cleo = await fixture.browser().open();
    expect(await cleo.enter(room, 'Cleo')).toEqual({ ok: false, reason: 'unavailable' });
    await guests[0]?.settled();
    expect(guests[0]?.all('stage')).toEqual([]);
    expect(await stored(room)).toEqual(before);
    store.full = false;
    expect(await ana.command({ type: 'lock', locked: true })).toEqual({ ok: true, value: null });
    await guests[0]?.until(() => guests[0]?.stage?.locked);
  });

  it('[STORE-4] a room that somebody else has changed is read anew, and its pages come back to what is true', async () => {
    const { ana, room } = await roomWith(fixture);
    const { version } = await stored(room);
    const at = Date.now();
    await fixture.server.store.recordEvents(room, version, [
      { type: 'retitled', title: 'Behind its back', by: null, at },
    ]);
    expect(await ana.command({ type: 'lock', locked: true })).toEqual({ ok: false, reason: 'unavailable' });
    await ana.until(() => ana.connections === 2);
    const again = await ana.enter(room);
    expect(again.ok && again.value.stage).toMatchObject({ title: 'Behind its back', locked: false });
    expect(await ana.command({ type: 'lock', locked: true })).toEqual({ ok: true, value: null });
  });

  it('[STORE-5] the record is made short now and then, and says the same', async () => {
    const { ana, room } = await roomWith(fixture);
    for (let index = 0; index < 30; index += 1)
      await ana.command({ type: 'retitle', title: `Title ${index}` });
    await ana.command({ type: 'close' });
    const closed = await stored(room);
    await fixture.server.restart();
    expect(await stored(room)).toEqual(closed);
  });

  it('[STORE-6] every acknowledged change is in the store', async () => {
    const { ana, room } = await roomWith(fixture);
    for (let index = 0; index < 10; index += 1) {
      await ana.command({ type: 'retitle', title: `Title ${index}` });
      expect((await stored(room)).stage.title).toBe(`Title ${index}`);
    }
  });
});
