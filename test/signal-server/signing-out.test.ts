import { describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { heldStore } from '../fakes/held-store.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import { besides, devicesOf, listening, offerLink, redeemLink } from './harness/sign-in-links.ts';
import type { TestBrowser } from './harness/test-browser.ts';

let clock: FakeClock;
let held: ReturnType<typeof heldStore>;
/** Whether nothing is written that happens in a room, and everything else is. */
let roomsFail: boolean;
const fixture = useServer(() => ({
  clock: (clock = new FakeClock()),
  overStore: (real) => {
    held = heldStore(real);
    roomsFail = false;
    return new Proxy(held.store, {
      get: (target, name) =>
        name === 'recordEvents' && roomsFail
          ? () => Promise.reject(new Error('full'))
          : Reflect.get(target, name),
    });
  },
}));

const refusal = (reason: string) => ({ ok: false, reason });
const nobody = { person: null, mayOpenRooms: false, passkeys: false };

/** Signs out every other browser, one by one. */
async function signOutOthers(browser: TestBrowser): Promise<void> {
  for (const { id, current } of await devicesOf(browser)) {
    if (current) continue;
    const { body } = await browser.http('DELETE', `/api/session/devices/${id}`);
    expect(body).toEqual({ ok: true, value: null });
  }
}

describe('signing out', () => {
  it('[DEV-9] another device ends its session, and its page is out of the room at once', async () => {
    const { owner, room, ana } = await roomWith(fixture);
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    const stolen = await besides(fixture, ben);
    const page = await stolen.enter(room);
    expect(await listening(ana)).toEqual(['Ben']);
    await signOutOthers(ben);
    // Without waiting: it is so when the answer is there.
    expect(await listening(ana)).toEqual([]);
    await page.until(() => page.connections === 2);
    expect(await page.command({ type: 'raise-hand' })).toEqual(refusal('not-in-room'));
    const resuming = { version: PROTOCOL_VERSION, room, fingerprint: page.fingerprint, resuming: true };
    expect(await page.ask('enter', resuming)).toEqual(refusal('not-signed-in'));
    expect(await page.enter(room)).toEqual(refusal('not-signed-in'));
    expect(await stolen.session()).toEqual(nobody);
    expect((await stolen.http('GET', '/api/rooms')).status).toBe(401);
    expect((await ben.session()).person?.name).toBe('Ben');
    expect((await owner.session()).person?.name).toBe('Ana');
  });

  it('[DEV-9] this browser does the same', async () => {
    const { owner, room, ana } = await roomWith(fixture);
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    const page = await ben.enter(room);
    await ben.http('DELETE', '/api/session');
    expect(await listening(ana)).toEqual([]);
    await page.until(() => page.connections === 2);
    expect(await page.enter(room)).toEqual(refusal('not-signed-in'));
    await owner.http('DELETE', '/api/session');
    await ana.until(() => ana.connections === 2);
    expect(await ana.command({ type: 'close' })).toEqual(refusal('not-in-room'));
  });

  it('[DEV-9] a device that was about to enter ends with it outside', async () => {
    const { room, ana } = await roomWith(fixture);
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    const stolen = await besides(fixture, ben);
    const page = await stolen.open();
    const release = held.hold();
    const entering = page.enter(room);
    // Whatever has been recognised by now waits for the disk.
    await page.ask('nothing');
    const signingOut = signOutOthers(ben);
    await expect.poll(async () => (await stolen.session()).person).toBeNull();
    release();
    await Promise.all([entering, signingOut]);
    expect(await listening(ana)).toEqual([]);
  });

  it('[DEV-10] another device leaves alone the one with which one is in the room', async () => {
    const { owner, room, ana } = await roomWith(fixture, 'Guest');
    const phone = await besides(fixture, owner);
    const looking = await phone.open();
    await looking.watch(room);
    await signOutOthers(owner);
    await looking.until(() => looking.connections === 2);
    expect(await ana.command({ type: 'lock', locked: true })).toEqual({ ok: true, value: null });
    expect(ana.connections).toBe(1);
  });

  it('[DEV-11] everywhere ends all sessions, also where one was just away, and the open link', async () => {
    const { room, ana } = await roomWith(fixture);
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    const phone = await besides(fixture, ben);
    (await phone.enter(room)).close();
    const { token } = await offerLink(ben);
    const away = async () =>
      Object.values((await fixture.server.store.findRoom(room))?.room.listeners ?? {}).map(
        ({ awaySince }) => awaySince !== null,
      );
    await expect.poll(away).toEqual([true]);
    expect((await ben.http('DELETE', '/api/session/devices')).body).toEqual({ ok: true, value: null });
    expect(await listening(ana)).toEqual([]);
    for (const browser of [ben, phone]) expect(await browser.session()).toEqual(nobody);
    expect((await redeemLink(fixture.browser(), token)).body).toEqual(refusal('link-spent'));
  });

  it('[DEV-12] what a full disk did not take is done when it does', async () => {
    const { room, ana } = await roomWith(fixture);
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    const stolen = await besides(fixture, ben);
    const page = await stolen.enter(room);
    const [device] = (await devicesOf(ben)).filter(({ current }) => !current);
    roomsFail = true;
    await ben.http('DELETE', `/api/session/devices/${device?.id}`);
    await page.until(() => page.connections === 2);
    expect(await page.enter(room)).toEqual(refusal('not-signed-in'));
    roomsFail = false;
    // Long before the time of somebody who is only away is over.
    clock.advance(1_000);
    await expect.poll(() => listening(ana)).toEqual([]);
  });
});
