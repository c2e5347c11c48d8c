import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { InviteBook } from '../../shared/protocol/members.ts';
import { failingStore } from '../fakes/failing-store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';
import { friendsNumber } from './harness/test-server.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const otherNumber = { phone: '0151 98765432', country: 'DE' };

let store: ReturnType<typeof failingStore> | undefined;
let clock = new FakeClock();
const fixture = useServer(() => ({
  overStore: (real) => (store = failingStore(real)),
  clock: (clock = new FakeClock()),
  // So that a test can come from many addresses.
  config: { trustedProxies: 1 },
}));

let ana: TestBrowser;
beforeEach(async () => {
  ana = fixture.browser();
  await ana.becomeOwner();
});

const refusal = (reason: string) => ({ ok: false, reason });
const from = (address: string) => ({ 'x-forwarded-for': address });

async function book(): Promise<InviteBook> {
  return (await ana.http('GET', '/api/invites')).body.value as InviteBook;
}

function ask(what: 'glance' | 'check' | 'redeem', body: object, browser = fixture.browser(), address = '') {
  return browser.http('POST', `/api/invites/${what}`, body, address === '' ? {} : from(address));
}

const ben = { ...friendsNumber, handle: 'ben', name: 'Ben' };

describe('an invite that somebody wants to redeem', () => {
  it('[INV-4] is locked by the fifth wrong number, and goes back', async () => {
    const { token } = await ana.invite();
    const reasons = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const what = tries % 2 === 0 ? 'check' : 'redeem';
      const claim = what === 'check' ? { ...otherNumber, token } : { ...ben, ...otherNumber, token };
      reasons.push((await ask(what, claim)).body.reason);
    }
    expect(reasons).toEqual([...Array.from({ length: 4 }, () => 'wrong-number'), 'invite-locked']);
    const answer = await ask('redeem', { ...ben, token });
    expect([answer.status, answer.body]).toEqual([410, refusal('invite-locked')]);
    expect(await book()).toMatchObject({ left: 2, invites: [{ state: 'locked' }] });
  });

  it('[INV-6] that was used, has expired or was withdrawn says so, to whatever is asked of it', async () => {
    const used = await ana.invite('Used');
    const withdrawn = await ana.invite('Withdrawn');
    await ask('redeem', { ...ben, token: used.token });
    await ana.http('DELETE', `/api/invites/${withdrawn.invite.id}`);
    const expired = await ana.invite('Expired');
    clock.advance(30 * dayMs);
    for (const [token, reason] of [
      [used.token, 'invite-redeemed'],
      [withdrawn.token, 'invite-withdrawn'],
      [expired.token, 'invite-expired'],
      ['a'.repeat(43), 'link-spent'],
      ['no token', 'link-spent'],
    ] as const) {
      for (const answer of [
        await ask('glance', { token }),
        await ask('check', { ...friendsNumber, token }),
        await ask('redeem', { ...ben, handle: 'cleo', token }),
      ])
        expect([answer.status, answer.body]).toEqual([410, refusal(reason)]);
    }
    const { left, invites } = await book();
    expect(left).toBe(1);
    expect(invites.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['redeemed', 'withdrawn', 'expired']),
    );
  });

  it('[INV-6] is forgotten 30 days after it ended, without anybody asking for it', async () => {
    const { token } = await ana.invite();
    clock.advance(61 * dayMs);
    const forgotten = async () => (await ask('glance', { token })).body.reason === 'link-spent';
    await (await ana.open()).until(forgotten);
    expect(await book()).toMatchObject({ left: 2, invites: [] });
  });

  it('[INV-9] is not spent by a handle that is taken, reserved or none', async () => {
    const { token } = await ana.invite();
    const taken = await ask('redeem', { ...ben, handle: 'ANA', token });
    expect([taken.status, taken.body]).toEqual([409, refusal('handle-taken')]);
    for (const handle of ['', 'ab', 'admin', 'ben!', 'x'.repeat(21)]) {
      const answer = await ask('redeem', { ...ben, handle, token });
      expect([answer.status, answer.body]).toEqual([400, refusal('malformed')]);
    }
    const joined = await ask('redeem', { ...ben, handle: ' @Ben_1 ', token });
    expect(joined.body.value).toMatchObject({ person: { handle: 'ben_1' } });
  });

  it('[INV-14] is asked with exactly what the schema says, or the answer is malformed', async () => {
    const { token } = await ana.invite();
    const claim = { ...friendsNumber, token };
    const requests: [string, object][] = [
      ['/api/invites', { ...friendsNumber }],
      ['/api/invites', { ...friendsNumber, name: '' }],
      ['/api/invites', { ...friendsNumber, name: 'x'.repeat(41) }],
      ['/api/invites', { ...friendsNumber, name: 'Ben', extra: true }],
      ['/api/invites/number', { phone: 7, country: 'DE' }],
      ['/api/invites/number', { phone: '1'.repeat(101), country: 'DE' }],
      ['/api/invites/number', { phone: '0151', country: 'Germany' }],
      ['/api/invites/glance', {}],
      ['/api/invites/glance', { token: 'x'.repeat(201) }],
      ['/api/invites/glance', { token: [token] }],
      ['/api/invites/check', { token }],
      ['/api/invites/check', { ...claim, at: 0 }],
      ['/api/invites/redeem', claim],
      ['/api/invites/redeem', { ...ben, token, name: '\u202enB' }],
      ['/api/invites/redeem', { ...ben, token, personId: 'mine' }],
    ];
    for (const [url, body] of requests) {
      const answer = await ana.http('POST', url, body);
      expect([url, answer.status, answer.body]).toEqual([url, 400, refusal('malformed')]);
    }
    expect((await ask('redeem', { ...ben, token })).status).toBe(201);
  });

  it('[INV-15] costs whoever guesses a measure by address', async () => {
    const guess = (address: string) => ask('glance', { token: 'a'.repeat(43) }, fixture.browser(), address);
    const answers = await Promise.all(Array.from({ length: 110 }, () => guess('6.6.6.6')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.map(({ body }) => body)).toEqual(
      Array.from({ length: refused.length }, () => refusal('too-frequent')),
    );
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    const { token } = await ana.invite();
    expect((await ask('redeem', { ...ben, token }, fixture.browser(), '6.6.6.6')).status).toBe(429);
    expect((await ask('redeem', { ...ben, token }, fixture.browser(), '7.7.7.7')).status).toBe(201);
  });

  it('[INV-15] costs whoever guesses a measure by invite, from wherever they come', async () => {
    const { token } = await ana.invite();
    const other = await ana.invite();
    const statuses = [];
    for (let index = 0; index < 25; index += 1) {
      const claim = { ...ben, handle: 'ana', token };
      statuses.push((await ask('redeem', claim, fixture.browser(), `8.8.8.${index}`)).status);
    }
    expect(statuses).toEqual([
      ...Array.from({ length: 20 }, () => 409),
      ...Array.from({ length: 5 }, () => 429),
    ]);
    const right = await ask('redeem', { ...ben, token }, fixture.browser(), '9.9.9.9');
    expect(right.body).toEqual(refusal('too-frequent'));
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('redeem', { ...ben, token: other.token })).status).toBe(201);
  });

  it('[INV-16] that cannot be written is refused as unavailable, and nothing has happened', async () => {
    const { token, invite: card } = await ana.invite();
    if (!store) throw new Error();
    store.full = true;
    for (const answer of [
      await ana.http('POST', '/api/invites', { ...friendsNumber, name: 'Cleo' }),
      await ana.http('DELETE', `/api/invites/${card.id}`),
      await ask('check', { ...otherNumber, token }),
      await ask('redeem', { ...ben, token }),
    ])
      expect([answer.status, answer.body]).toEqual([503, refusal('unavailable')]);
    store.full = false;
    expect(await book()).toMatchObject({ left: 1, invites: [{ state: 'waiting' }] });
    expect((await ask('redeem', { ...ben, token })).status).toBe(201);
  });

  it('[INV-17] leaves neither number nor token in the files, before and after it is redeemed', async () => {
    const one = await ana.invite();
    const two = await ana.invite();
    await ask('check', { ...otherNumber, token: one.token });
    await ask('redeem', { ...ben, token: two.token });
    const { dataDir } = fixture.server;
    const bytes = Buffer.concat(readdirSync(dataDir).map((file) => readFileSync(path.join(dataDir, file))));
    expect(bytes.includes('Ana')).toBe(true);
    for (const secret of [
      '15123456789',
      '1512 3456789',
      '0151 23456789',
      '15198765432',
      one.token,
      two.token,
    ])
      expect(bytes.includes(secret)).toBe(false);
  });
});
