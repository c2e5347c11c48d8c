import { describe, expect, it } from 'vitest';
import { MESSAGE_LIMIT_BYTES } from '../../shared/protocol/limits.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
import { failingStore } from '../fakes/failing-store.ts';
import { roomWith, useServer } from './harness/fixture.ts';

let store: ReturnType<typeof failingStore> | undefined;
const fixture = useServer(() => ({ overStore: (real) => (store = failingStore(real)) }));

const refusal = (reason: string) => ({ ok: false, reason });

describe('GET /healthz', () => {
  it('[HTTP-1] answers 200 under any name, and 503 when the store does not answer', async () => {
    const { server } = fixture;
    expect((await server.http('GET', '/healthz', { headers: { host: 'balancer.example' } })).status).toBe(
      200,
    );
    await server.store.close();
    expect((await server.http('GET', '/healthz')).status).toBe(503);
  });
});

describe('/api/session', () => {
  it('[HTTP-2] says who this browser is, and gives a new browser its cookie', async () => {
    const browser = fixture.browser();
    const first = await browser.http('GET', '/api/session');
    expect(first.body.value).toEqual({ person: null, mayOpenRooms: false, passkeys: false });
    expect(String(first.headers['set-cookie'])).toMatch(
      /^parley=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await browser.http('GET', '/api/session')).headers['set-cookie']).toBeUndefined();
    await browser.becomeOwner('Ana');
    expect(await browser.session()).toMatchObject({
      person: { name: 'Ana', kind: 'member' },
      mayOpenRooms: true,
    });
  });

  it('[HTTP-2] a cookie the server could not have set is replaced', async () => {
    const { headers } = await fixture.server.http('GET', '/api/session', {
      headers: { cookie: 'parley=short; other=1' },
    });
    expect(headers['set-cookie']).toBeDefined();
  });

  it('[HTTP-3] the owner link makes the first member, with a new cookie; a spent or wrong one does not', async () => {
    const browser = fixture.browser();
    await browser.session();
    const before = browser.cookie;
    const token = await fixture.server.ownerToken();
    const wrong = await browser.http('POST', '/api/session/owner', {
      token: 'a'.repeat(43),
      name: 'Ana',
      handle: 'ana',
    });
    expect([wrong.status, wrong.body]).toEqual([410, refusal('link-spent')]);
    const right = await browser.http('POST', '/api/session/owner', { token, name: ' Ana ', handle: 'ana' });
    expect([right.status, right.body]).toMatchObject([
      201,
      { ok: true, value: { person: { name: 'Ana', kind: 'member' } } },
    ]);
    expect(browser.cookie).not.toBe(before);
    const again = await fixture
      .browser()
      .http('POST', '/api/session/owner', { token, name: 'Mallory', handle: 'mallory' });
    expect([again.status, again.body]).toEqual([410, refusal('link-spent')]);
    const former = await fixture.server.http('GET', '/api/session', { headers: { cookie: before } });
    expect(former.body.value).toEqual({ person: null, mayOpenRooms: false, passkeys: false });
  });

  it('[HTTP-3] of two who redeem the owner link at once exactly one becomes the owner', async () => {
    const token = await fixture.server.ownerToken();
    const answers = await Promise.all(
      ['Ana', 'Ben', 'Cleo'].map((name) =>
        fixture.browser().http('POST', '/api/session/owner', { token, name, handle: name.toLowerCase() }),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 410, 410]);
  });

  it('[HTTP-4] refuses names that are none, and what is malformed', async () => {
    const token = await fixture.server.ownerToken();
    const good = { token, name: 'Ana', handle: 'ana' };
    const bodies: unknown[] = [
      {},
      { token },
      { ...good, name: '' },
      { ...good, name: '\u202eanA' },
      { ...good, name: 'x'.repeat(41) },
      { ...good, handle: 'Ana!' },
      { ...good, handle: 'an' },
      { ...good, kind: 'member' },
      { ...good, token: 7 },
      [],
      'no JSON',
      null,
      { __proto__: null, constructor: 1 },
    ];
    for (const body of bodies) {
      const answer = await fixture.server.http('POST', '/api/session/owner', { body });
      expect([answer.status, answer.body]).toEqual([400, refusal('malformed')]);
    }
    expect(
      (
        await fixture.server.http('POST', '/api/session/owner', {
          body: { token, name: 'Ana', handle: 'ana' },
        })
      ).status,
    ).toBe(201);
  });

  it('[HTTP-5] signing out ends the session', async () => {
    const { owner } = await roomWith(fixture);
    expect((await owner.http('DELETE', '/api/session')).body).toEqual({ ok: true, value: null });
    expect(await owner.session()).toEqual({ person: null, mayOpenRooms: false, passkeys: false });
    expect((await owner.http('GET', '/api/rooms')).status).toBe(401);
  });
});

describe('/api/rooms', () => {
  it('[HTTP-6] members see the live rooms and their own closed ones', async () => {
    const { owner, room, ana } = await roomWith(fixture, 'Ben');
    const other = await owner.openRoom('Other');
    const page = await owner.enter(other);
    await ana.settled();
    await page.command({ type: 'close' });
    const { body } = await owner.http('GET', '/api/rooms');
    expect(body).toMatchObject({
      ok: true,
      value: [
        {
          roomId: room,
          title: 'Tea',
          live: true,
          listening: 1,
          stage: [{ name: 'Ana', role: 'moderator' }],
          yours: true,
        },
        {
          roomId: other,
          title: 'Other',
          live: false,
          listening: 0,
          stage: [],
          ownerName: 'Ana',
          yours: true,
        },
      ],
    });
  });

  it('[HTTP-7] only members see the list and open rooms', async () => {
    const { browsers } = await roomWith(fixture, 'Ben');
    for (const [browser, status, reason] of [
      [fixture.browser(), 401, 'not-signed-in'],
      [browsers[0], 403, 'members-only'],
    ] as const) {
      for (const asked of [
        browser?.http('GET', '/api/rooms'),
        browser?.http('POST', '/api/rooms', { title: 'Mine' }),
      ]) {
        const answer = await asked;
        expect([answer?.status, answer?.body]).toEqual([status, refusal(reason)]);
      }
    }
  });

  it('[HTTP-8] a new room is live, and its URL shows what it is to anyone who has it', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    const { status, body } = await owner.http('POST', '/api/rooms', { title: '  Tea & cake ' });
    expect(status).toBe(201);
    const { room } = body.value as { room: string };
    const seen = await fixture.server.http('GET', `/api/rooms/${room}`);
    expect(seen.body.value).toMatchObject({
      roomId: room,
      title: 'Tea & cake',
      live: true,
      ownerName: 'Ana',
      yours: false,
    });
    expect((await owner.http('GET', `/api/rooms/${room}`)).body.value).toMatchObject({ yours: true });
    for (const id of ['nosuchroom', '__proto__', '%00', 'x', '..%2f..%2fetc']) {
      expect((await fixture.server.http('GET', `/api/rooms/${id}`)).status).toBe(404);
    }
  });

  it('[HTTP-9] titles are refused that are empty, too long or unreadable', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    for (const title of ['', '   ', '\u200b', 'x'.repeat(101), 'a\nb', '\u202egnorw', 7, null]) {
      const { status, body } = await owner.http('POST', '/api/rooms', { title });
      expect([status, body]).toEqual([400, refusal('malformed')]);
    }
  });

  it('[HTTP-10] only the owner opens a closed room again, once', async () => {
    const { owner, room, ana, browsers } = await roomWith(fixture, 'Ben');
    const open = `/api/rooms/${room}/open`;
    expect((await owner.http('POST', open, {})).status).toBe(409);
    await ana.command({ type: 'close' });
    expect((await browsers[0]?.http('POST', open, {}))?.body).toEqual(refusal('not-allowed'));
    expect((await fixture.browser().http('POST', open, {})).body).toEqual(refusal('not-signed-in'));
    expect((await owner.http('POST', '/api/rooms/nosuchroom/open', {})).body).toEqual(
      refusal('no-such-room'),
    );
    expect((await owner.http('POST', open, {})).body).toEqual({ ok: true, value: null });
    expect((await owner.http('GET', `/api/rooms/${room}`)).body.value).toMatchObject({ live: true });
  });
});

describe('every request', () => {
  it('[HTTP-11] a body over 64 kB is refused', async () => {
    const body = { token: 'x'.repeat(MESSAGE_LIMIT_BYTES), name: 'Ana' };
    const answer = await fixture.server.http('POST', '/api/session/owner', { body });
    expect([answer.status, answer.body]).toEqual([413, refusal('too-large')]);
  });

  it('[HTTP-12] who asks too often is refused, and told when to come again', async () => {
    const ask = () =>
      fixture.server.http('POST', '/api/session/owner', {
        body: { token: 'a'.repeat(43), name: 'Ana', handle: 'ana' },
      });
    const answers = await Promise.all(Array.from({ length: 25 }, ask));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toEqual(refusal('too-frequent'));
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(20);
  });

  it('[HTTP-13] what is not there is 404, and no method but the right one is taken', async () => {
    for (const [method, path] of [
      ['GET', '/api/nothing'],
      ['PUT', '/api/rooms'],
      ['POST', '/api/session'],
      ['TRACE', '/api/session'],
    ] as const) {
      expect(
        (await fixture.server.http(method, path, { headers: { origin: fixture.server.url } })).status,
      ).toBe(404);
    }
  });

  it('[HTTP-14] a store that does not write is 503 and unavailable', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    if (!store) throw new Error();
    store.full = true;
    const answer = await owner.http('POST', '/api/rooms', { title: 'Tea' });
    expect([answer.status, answer.body]).toEqual([503, refusal('unavailable')]);
    store.full = false;
    expect((await owner.http('POST', '/api/rooms', { title: 'Tea' })).status).toBe(201);
  });

  it('[HTTP-15] nothing of the API is kept in caches', async () => {
    expect((await fixture.server.http('GET', '/api/session')).headers['cache-control']).toBe('no-store');
  });

  it('[HTTP-16] a page of another version is told to load again before anything is done', async () => {
    const owner = fixture.browser();
    await owner.becomeOwner();
    const as = (version: string) => ({ 'x-parley-version': version });
    for (const version of [
      '0',
      String(PROTOCOL_VERSION - 1),
      String(PROTOCOL_VERSION + 1),
      'new',
      `${PROTOCOL_VERSION}, 0`,
    ]) {
      for (const [method, path, body] of [
        ['DELETE', '/api/session', undefined],
        ['POST', '/api/rooms', { title: 'Tea' }],
        ['POST', '/api/rooms', 'no JSON'],
        ['GET', '/api/session', undefined],
      ] as const) {
        const answer = await owner.http(method, path, body, as(version));
        expect([answer.status, answer.body]).toEqual([400, refusal('wrong-version')]);
      }
    }
    const same = await owner.http('GET', '/api/rooms', undefined, as(String(PROTOCOL_VERSION)));
    expect(same.body).toEqual({ ok: true, value: [] });
    expect((await owner.session()).person?.name).toBe('Ana');
  });
});
