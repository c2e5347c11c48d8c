import { describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
import { hashToken } from '../../signal-server/identity/tokens.ts';
import { failingStore } from '../fakes/failing-store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import { besides, devicesOf, listening, offerLink, redeemLink } from './harness/sign-in-links.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let clock: FakeClock;
let disk: ReturnType<typeof failingStore>;
const fixture = useServer(() => ({
  clock: (clock = new FakeClock()),
  overStore: (real) => (disk = failingStore(real)),
}));

const refusal = (reason: string) => ({ ok: false, reason });
const nobody = { person: null, mayOpenRooms: false, passkeys: false };

describe('a link that signs in', () => {
  it('[DEV-1] signs another browser in, once, with a new cookie', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner('Ana');
    const { token, expiresAt } = await offerLink(owner);
    expect([token.length, expiresAt]).toEqual([43, clock.now() + 10 * MINUTE]);
    const phone = fixture.browser();
    await phone.session();
    const before = phone.cookie;
    const { status, body } = await redeemLink(phone, token);
    expect(status).toBe(201);
    expect(body.value).toEqual(await owner.session());
    expect(phone.cookie).not.toBe(before);
    expect((await phone.session()).person).toMatchObject({ name: 'Ana', handle: 'ana', kind: 'member' });
    const again = await redeemLink(fixture.browser(), token);
    expect([again.status, again.body]).toEqual([410, refusal('link-spent')]);
    const former = await fixture.server.http('GET', '/api/session', { headers: { cookie: before } });
    expect(former.body.value).toEqual(nobody);
  });

  it('[DEV-1] is nothing that was not offered, and is in the store only as a hash', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    const { token } = await offerLink(owner);
    for (const wrong of ['a'.repeat(43), hashToken(token), '', 'x'.repeat(200)]) {
      const { status, body } = await redeemLink(fixture.browser(), wrong);
      expect([status, body]).toEqual([410, refusal('link-spent')]);
    }
    for (const body of [{}, { token: 7 }, { token: 'x'.repeat(201) }, { token, more: 1 }, [], null]) {
      const answer = await fixture.server.http('POST', '/api/session/link/redeem', { body });
      expect([answer.status, answer.body]).toEqual([400, refusal('malformed')]);
    }
    expect((await redeemLink(fixture.browser(), token)).status).toBe(201);
  });

  it('[DEV-2] is good for 10 minutes, until the next one', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    const former = await offerLink(owner);
    const late = await offerLink(owner);
    expect((await redeemLink(fixture.browser(), former.token)).body).toEqual(refusal('link-spent'));
    clock.advance(10 * MINUTE);
    expect((await redeemLink(fixture.browser(), late.token)).body).toEqual(refusal('link-spent'));
    const good = await offerLink(owner);
    clock.advance(10 * MINUTE - 1);
    expect((await redeemLink(fixture.browser(), good.token)).status).toBe(201);
  });

  it('[DEV-3] an address tries only so many', async () => {
    const tries = Array.from({ length: 25 }, () => redeemLink(fixture.browser(), 'a'.repeat(43)));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 410)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it('[DEV-4] in a browser in which somebody else was signed in, they are signed out and leave', async () => {
    const { owner, room, ana } = await roomWith(fixture);
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    const page = await ben.enter(room);
    const before = ben.cookie;
    await redeemLink(ben, (await offerLink(owner)).token);
    expect((await ben.session()).person?.name).toBe('Ana');
    await expect.poll(() => listening(ana)).toEqual([]);
    expect(await page.command({ type: 'raise-hand' })).toEqual(refusal('not-in-room'));
    const former = await fixture.server.http('GET', '/api/session', { headers: { cookie: before } });
    expect(former.body.value).toEqual(nobody);
  });

  it('[DEV-4] in a browser in which one is signed in already, one’s page connects anew and goes on', async () => {
    const { owner, room, ana } = await roomWith(fixture);
    await redeemLink(owner, (await offerLink(owner)).token);
    await ana.until(() => ana.connections === 2);
    // A browser would come back with its new cookie by itself.
    const page = await owner.open();
    const { fingerprint } = ana;
    const resuming = { version: PROTOCOL_VERSION, room, fingerprint, resuming: true };
    expect(await page.ask('enter', resuming)).toMatchObject({ ok: true, value: { you: ana.entrance.you } });
    expect(await devicesOf(owner)).toHaveLength(1);
  });
});

describe('devices', () => {
  it('[DEV-5] are listed with browser and system, and which of them asks', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    clock.advance(DAY);
    const phone = await besides(fixture, owner);
    const devices = await devicesOf(phone);
    const [now, then] = [clock.now(), clock.now() - DAY];
    expect(devices).toEqual([
      {
        id: expect.any(String),
        description: 'Safari on iPhone',
        current: true,
        signedInAt: now,
        visitedAt: now,
      },
      { id: expect.any(String), description: '', current: false, signedInAt: then, visitedAt: then },
    ]);
    expect((await devicesOf(owner)).map(({ id, current }) => [id, current])).toEqual(
      devices.map(({ id, current }) => [id, !current]),
    );
  });

  it('[DEV-5] are named by what nobody can sign in with', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    const [device] = await devicesOf(owner);
    const token = owner.cookie.replace('parley=', '');
    expect([token, hashToken(token)]).not.toContain(device?.id);
    expect(hashToken(token)).not.toContain(device?.id);
    const cookie = `parley=${device?.id}`;
    const answer = await fixture.server.http('GET', '/api/session/devices', { headers: { cookie } });
    expect(answer.body).toEqual(refusal('not-signed-in'));
  });

  it('[DEV-6] opening the page counts as a visit, to the day, and the cookie is good for another year', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    const since = clock.now();
    const visitedAt = async () => (await devicesOf(owner))[0]?.visitedAt;
    clock.advance(DAY - 1);
    expect((await owner.http('GET', '/api/session')).headers['set-cookie']).toBeUndefined();
    expect(await visitedAt()).toBe(since);
    clock.advance(1);
    const before = owner.cookie;
    const { headers } = await owner.http('GET', '/api/session');
    expect(String(headers['set-cookie'])).toContain(`${before}; Max-Age=31536000`);
    expect(await visitedAt()).toBe(since + DAY);
  });

  it('[DEV-6] a full disk keeps nobody from the page', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    clock.advance(2 * DAY);
    disk.full = true;
    expect((await owner.session()).person?.name).toBe('Ana');
  });

  it('[DEV-7] who has not come for a year is signed out', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    const phone = await besides(fixture, owner);
    clock.advance(200 * DAY);
    await owner.session();
    clock.advance(200 * DAY);
    await expect.poll(async () => (await phone.session()).person).toBeNull();
    expect(await devicesOf(owner)).toHaveLength(1);
  });

  it('[DEV-8] are a member’s own: neither guests nor others see or sign them out', async () => {
    const { owner, browsers } = await roomWith(fixture, 'Guest');
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    for (const [browser, reason] of [
      [fixture.browser(), 'not-signed-in'],
      [browsers[0], 'members-only'],
    ] as const) {
      for (const [method, path] of [
        ['GET', '/api/session/devices'],
        ['DELETE', '/api/session/devices'],
        ['DELETE', '/api/session/devices/abcdefgh'],
        ['POST', '/api/session/link'],
      ] as const)
        expect((await browser?.http(method, path, method === 'POST' ? {} : undefined))?.body).toEqual(
          refusal(reason),
        );
    }
    const [device] = await devicesOf(owner);
    const attempt = await ben.http('DELETE', `/api/session/devices/${device?.id}`);
    expect([attempt.status, attempt.body]).toEqual([409, refusal('already-so')]);
    const malformed = await ben.http('DELETE', '/api/session/devices/%00');
    expect([malformed.status, malformed.body]).toEqual([400, refusal('malformed')]);
    expect((await owner.http('POST', '/api/session/link', { for: 'ben' })).body).toEqual(
      refusal('malformed'),
    );
    expect(await devicesOf(owner)).toHaveLength(1);
  });
});
