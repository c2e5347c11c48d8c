import { beforeEach, describe, expect, it } from 'vitest';
import type { InviteBook, NewInvite, PhoneNumber } from '../../shared/protocol/members.ts';
import { useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';
import { friendsNumber } from './harness/test-server.ts';

const fixture = useServer();

let ana: TestBrowser;
beforeEach(async () => {
  ana = fixture.browser();
  await ana.becomeOwner();
});

const refusal = (reason: string) => ({ ok: false, reason });

async function book(of = ana): Promise<InviteBook> {
  return (await of.http('GET', '/api/invites')).body.value as InviteBook;
}

function ask(what: 'glance' | 'check' | 'redeem', body: object, browser = fixture.browser()) {
  return browser.http('POST', `/api/invites/${what}`, body);
}

const ben = { ...friendsNumber, handle: 'ben', name: 'Ben' };

describe('a member', () => {
  it('[INV-11] invites a friend, who joins with the link and the number, and then follows who invited', async () => {
    const { invite: card, token, phone } = await ana.invite('  Ben ');
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(phone).toEqual({ international: '+4915123456789', national: '01512 3456789', country: 'DE' });
    expect(card).toMatchObject({ friendName: 'Ben', state: 'waiting', redeemedBy: null });
    expect(await book()).toMatchObject({ left: 1, invites: [card] });

    const friend = fixture.browser();
    await friend.session();
    const before = friend.cookie;
    const glance = await ask('glance', { token }, friend);
    expect(glance.body.value).toMatchObject({ friendName: 'Ben', invitedBy: { handle: 'ana', name: 'Ana' } });
    const check = await ask('check', { token, phone: '+49 151 / 234 567 89', country: 'US' }, friend);
    expect(check.body).toEqual({ ok: true, value: null });
    const joined = await ask('redeem', { ...ben, token }, friend);
    expect(joined.status).toBe(201);
    expect(joined.body.value).toMatchObject({
      person: { name: 'Ben', kind: 'member', handle: 'ben' },
      mayOpenRooms: true,
    });
    expect(String(joined.headers['set-cookie'])).toContain('HttpOnly');
    expect(friend.cookie).not.toBe(before);
    expect((await friend.session()).person).toMatchObject({ handle: 'ben' });
    expect((await book()).invites).toMatchObject([{ state: 'redeemed', redeemedBy: { handle: 'ben' } }]);
    expect(await book(friend)).toEqual({ left: 2, roomsToNext: 3, invites: [] });
  });

  it('[INV-11] stays the same browser for rooms that keep it out, and its former cookie is worth nothing', async () => {
    const room = await ana.openRoom();
    const page = await ana.enter(room);
    const friend = fixture.browser();
    const guest = await friend.enter(room, 'Ben');
    await page.command({ type: 'remove', who: guest.entrance.you });
    const { cookie } = friend;
    await friend.joinAs('Ben');
    expect(await (await friend.open()).enter(room)).toEqual(refusal('kept-out'));
    const former = await fixture.server.http('GET', '/api/session', { headers: { cookie } });
    expect(former.body.value).toMatchObject({ person: null });
  });

  it('[INV-5] who has no invites left is told so, and one that is withdrawn comes back', async () => {
    const { invite: card } = await ana.invite();
    await ana.invite();
    const { status, body } = await ana.http('POST', '/api/invites', { ...friendsNumber, name: 'Cleo' });
    expect([status, body]).toEqual([409, refusal('no-invites-left')]);
    const withdrawn = await ana.http('DELETE', `/api/invites/${card.id}`);
    expect(withdrawn.body).toEqual({ ok: true, value: null });
    expect((await book()).left).toBe(1);
    expect((await ana.invite()).token).toBeDefined();
  });

  it('[INV-6] withdraws only invites of their own that wait', async () => {
    const { invite: card, token } = await ana.invite();
    const friend = fixture.browser();
    await friend.joinAs('Cleo');
    const url = `/api/invites/${card.id}`;
    expect((await friend.http('DELETE', url)).body).toEqual(refusal('link-spent'));
    expect((await ana.http('DELETE', '/api/invites/x')).body).toEqual(refusal('link-spent'));
    await ask('redeem', { ...ben, token });
    const late = await ana.http('DELETE', url);
    expect([late.status, late.body]).toEqual([410, refusal('invite-redeemed')]);
  });

  it('[INV-12] is who may invite and see invites: neither guests nor those who are not signed in', async () => {
    const room = await ana.openRoom();
    const guest = fixture.browser();
    await guest.enter(room, 'Ben');
    for (const [browser, status, reason] of [
      [fixture.browser(), 401, 'not-signed-in'],
      [guest, 403, 'members-only'],
    ] as const) {
      for (const answer of [
        await browser.http('GET', '/api/invites'),
        await browser.http('POST', '/api/invites', { ...friendsNumber, name: 'Cleo' }),
        await browser.http('DELETE', '/api/invites/whatever'),
      ])
        expect([answer.status, answer.body]).toEqual([status, refusal(reason)]);
    }
  });

  it('[INV-12] cannot redeem an invite, which then still waits for the friend', async () => {
    const { token } = await ana.invite();
    const answer = await ask('redeem', { ...ben, token }, ana);
    expect([answer.status, answer.body]).toEqual([403, refusal('not-allowed')]);
    expect((await ana.session()).person).toMatchObject({ handle: 'ana' });
    expect((await ask('redeem', { ...ben, token })).status).toBe(201);
  });
});

describe('making and withdrawing invites', () => {
  it('[INV-20] costs a measure by address, so that nobody fills the disk with invites they take back', async () => {
    let answer = await ana.http('POST', '/api/invites', { ...friendsNumber, name: 'Cleo' });
    for (let tries = 0; answer.body.ok === true && tries < 100; tries += 1) {
      const { invite } = answer.body.value as NewInvite;
      await ana.http('DELETE', `/api/invites/${invite.id}`);
      answer = await ana.http('POST', '/api/invites', { ...friendsNumber, name: 'Cleo' });
    }
    expect([answer.status, answer.body]).toEqual([429, refusal('too-frequent')]);
    expect((await book()).invites).toHaveLength(60);
  });
});

describe('a number', () => {
  it('[INV-13] is shown as it is written in its country', async () => {
    const read = async (phone: string, country: string) =>
      (await fixture.browser().http('POST', '/api/invites/number', { phone, country })).body;
    const dutch: PhoneNumber = { international: '+31612345678', national: '06 12345678', country: 'NL' };
    expect(await read('06-12345678', 'NL')).toEqual({ ok: true, value: dutch });
    expect(await read('0031 6 12345678', 'NL')).toEqual({ ok: true, value: dutch });
    expect(await read('+31 6 12345678', '')).toEqual({ ok: true, value: dutch });
    expect(await read('06-12345678', '')).toEqual(refusal('not-a-number'));
  });

  it('[INV-13] that is none is refused wherever one is asked for, and counts against nobody', async () => {
    const { token } = await ana.invite();
    const none = { phone: 'call me', country: 'DE' };
    for (let tries = 0; tries < 6; tries += 1) {
      const answer = await ask('check', { ...none, token });
      expect([answer.status, answer.body]).toEqual([400, refusal('not-a-number')]);
    }
    expect((await ask('redeem', { ...ben, ...none, token })).body).toEqual(refusal('not-a-number'));
    const issued = await ana.http('POST', '/api/invites', { ...none, name: 'Cleo' });
    expect(issued.body).toEqual(refusal('not-a-number'));
    expect((await ask('check', { ...friendsNumber, token })).body.ok).toBe(true);
  });
});
