import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { describe, expect, it } from 'vitest';
import type { PasskeyCard } from '../../shared/protocol/members.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SoftwareAuthenticator, type Lies } from '../fakes/software-authenticator.ts';
import { askAtLocalhost } from './harness/ask-at-localhost.ts';
import { useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';

const MINUTE = 60_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let clock: FakeClock;
const fixture = useServer(() => ({ clock: (clock = new FakeClock()) }));

const refusal = (reason: string) => ({ ok: false, reason });
const origin = () => `http://localhost:${fixture.server.port}`;

const ask = (browser: TestBrowser, method: string, path: string, body?: unknown) =>
  askAtLocalhost(browser, method, `/api/passkeys${path}`, body, { 'user-agent': FIREFOX });

async function owner(): Promise<TestBrowser> {
  const browser = fixture.browser();
  await browser.becomeOwner('Ana');
  return browser;
}

const begin = async (browser: TestBrowser) =>
  (await ask(browser, 'POST', '/begin', {})).body.value as PublicKeyCredentialCreationOptionsJSON;
const beginSignIn = async (browser: TestBrowser) =>
  (await ask(browser, 'POST', '/sign-in/begin', {})).body.value as PublicKeyCredentialRequestOptionsJSON;
const passkeysOf = async (browser: TestBrowser) =>
  (await ask(browser, 'GET', '')).body.value as PasskeyCard[];

async function addTo(browser: TestBrowser, authenticator: SoftwareAuthenticator, lies: Lies = {}) {
  return ask(browser, 'POST', '', authenticator.create(await begin(browser), lies));
}

async function signIn(
  browser: TestBrowser,
  authenticator: SoftwareAuthenticator,
  lies: Lies = {},
  id?: string,
) {
  return ask(browser, 'POST', '/sign-in', authenticator.get(await beginSignIn(browser), lies, id));
}

describe('a passkey', () => {
  it('[PASSKEY-1] is added by a member, and signs them in in another browser, with a new cookie', async () => {
    const ana = await owner();
    const authenticator = new SoftwareAuthenticator(origin());
    const added = await addTo(ana, authenticator);
    const [id] = authenticator.ids;
    const card = { id, description: 'Firefox on Linux', createdAt: clock.now(), usedAt: null };
    expect([added.status, added.body]).toEqual([201, { ok: true, value: card }]);
    clock.advance(MINUTE);
    const other = fixture.browser();
    await other.session();
    const before = other.cookie;
    const { status, body } = await signIn(other, authenticator);
    expect(status).toBe(201);
    expect(body.value).toEqual({
      person: (await ana.session()).person,
      mayOpenRooms: true,
      passkeys: true,
    });
    expect(other.cookie).not.toBe(before);
    expect((await other.session()).person?.name).toBe('Ana');
    expect(await passkeysOf(other)).toEqual([{ ...card, usedAt: clock.now() }]);
    const devices = await other.http('GET', '/api/session/devices');
    expect(devices.body.value).toMatchObject([{ description: 'Firefox on Linux', current: true }, {}]);
  });

  it('[PASSKEY-1] works as well if its authenticator does not count or attests itself, and the browser had no cookie', async () => {
    const ana = await owner();
    const authenticator = new SoftwareAuthenticator(origin(), { counts: false, selfAttests: true });
    expect((await addTo(ana, authenticator)).status).toBe(201);
    for (const browser of [fixture.browser(), fixture.browser()])
      expect((await signIn(browser, authenticator)).status).toBe(201);
  });

  it('[PASSKEY-2] is asked for so that it signs in without a name, and is not made twice by one authenticator', async () => {
    const ana = await owner();
    await addTo(ana, new SoftwareAuthenticator(origin()));
    const { headers } = await ask(ana, 'GET', '');
    for (const name of ['create', 'get'])
      expect(headers['permissions-policy']).toContain(`publickey-credentials-${name}=(self)`);
    const options = await begin(ana);
    const { personId = '' } = (await ana.session()).person ?? {};
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Parley' },
      user: { id: Buffer.from(personId).toString('base64url'), name: 'ana', displayName: 'Ana' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      timeout: 5 * MINUTE,
      excludeCredentials: (await passkeysOf(ana)).map(({ id }) => ({ id, type: 'public-key' })),
    });
    const shown = await beginSignIn(fixture.browser());
    expect(shown).toMatchObject({ rpId: 'localhost', userVerification: 'preferred', timeout: 5 * MINUTE });
    expect(shown.allowCredentials ?? []).toEqual([]);
    expect([options.challenge.length, shown.challenge.length]).toEqual([43, 43]);
  });

  it('[PASSKEY-3] made for another origin, name, purpose or challenge, with nobody there, or certified by its maker, is refused', async () => {
    const ana = await owner();
    const challenge = (await beginSignIn(ana)).challenge;
    const lies: Lies[] = [
      { origin: 'https://evil.example' },
      { origin: 'http://localhost:1' },
      { rpId: 'evil.example' },
      { type: 'webauthn.get' },
      { challenge: 'a'.repeat(43) },
      { challenge },
      { userPresent: false },
      { certified: true },
    ];
    for (const lie of lies) {
      const { status, body } = await addTo(ana, new SoftwareAuthenticator(origin()), lie);
      expect([lie, status, body]).toEqual([lie, 400, refusal('malformed')]);
    }
    expect(await passkeysOf(ana)).toEqual([]);
  });

  it('[PASSKEY-4] shown for another origin, name, purpose, challenge or member, or not signed with its key, is refused', async () => {
    const ana = await owner();
    const authenticator = new SoftwareAuthenticator(origin());
    await addTo(ana, authenticator);
    const other = fixture.browser();
    const challenge = (await begin(ana)).challenge;
    const lies: Lies[] = [
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
      { type: 'webauthn.create' },
      { challenge: 'a'.repeat(43) },
      { challenge },
      { userHandle: Buffer.from('person-ben').toString('base64url') },
      { forged: true },
      { userPresent: false },
    ];
    for (const lie of lies) {
      const { status, body } = await signIn(other, authenticator, lie);
      expect([lie, status, body]).toEqual([lie, 403, refusal('passkey-unknown')]);
    }
    expect((await other.session()).person).toBeNull();
    expect((await signIn(other, authenticator)).status).toBe(201);
  });

  it('[PASSKEY-5] answers each challenge once, in the browser that got it, within 5 minutes', async () => {
    const ana = await owner();
    const authenticator = new SoftwareAuthenticator(origin(), { counts: false });
    const made = authenticator.create(await begin(ana));
    expect((await ask(ana, 'POST', '', made)).status).toBe(201);
    await ask(ana, 'DELETE', `/${made.id}`);
    expect((await ask(ana, 'POST', '', made)).body).toEqual(refusal('malformed'));
    await addTo(ana, authenticator);
    const other = fixture.browser();
    await other.session();
    const former = other.cookie;
    const shown = authenticator.get(await beginSignIn(other));
    // Stolen on its way, it is of no use in another browser; and then it is spent.
    const thief = fixture.browser();
    await thief.session();
    expect((await ask(thief, 'POST', '/sign-in', shown)).body).toEqual(refusal('passkey-unknown'));
    expect((await ask(other, 'POST', '/sign-in', shown)).body).toEqual(refusal('passkey-unknown'));
    const again = authenticator.get(await beginSignIn(other));
    expect((await ask(other, 'POST', '/sign-in', again)).status).toBe(201);
    other.cookie = former;
    expect((await ask(other, 'POST', '/sign-in', again)).body).toEqual(refusal('passkey-unknown'));
    const late = authenticator.get(await beginSignIn(other));
    clock.advance(5 * MINUTE);
    expect((await ask(other, 'POST', '/sign-in', late)).body).toEqual(refusal('passkey-unknown'));
    const inTime = authenticator.get(await beginSignIn(other));
    clock.advance(5 * MINUTE - 1);
    expect((await ask(other, 'POST', '/sign-in', inTime)).status).toBe(201);
  });

  it('[PASSKEY-6] whose count goes back is a copy, and refused', async () => {
    const ana = await owner();
    const authenticator = new SoftwareAuthenticator(origin());
    await addTo(ana, authenticator);
    expect((await signIn(fixture.browser(), authenticator, { counter: 7 })).status).toBe(201);
    for (const counter of [7, 6, 0])
      expect((await signIn(fixture.browser(), authenticator, { counter })).body).toEqual(
        refusal('passkey-unknown'),
      );
    expect((await signIn(fixture.browser(), authenticator, { counter: 8 })).status).toBe(201);
  });

  it('[PASSKEY-7] that is not known, or no longer, signs nobody in', async () => {
    const ana = await owner();
    const authenticator = new SoftwareAuthenticator(origin());
    authenticator.create(await begin(ana));
    expect((await signIn(fixture.browser(), authenticator)).body).toEqual(refusal('passkey-unknown'));
    await addTo(ana, authenticator);
    const [, id] = authenticator.ids;
    expect((await ask(ana, 'DELETE', `/${id}`)).body).toEqual({ ok: true, value: null });
    expect((await signIn(fixture.browser(), authenticator)).body).toEqual(refusal('passkey-unknown'));
    expect((await ask(ana, 'DELETE', `/${id}`)).body).toEqual(refusal('passkey-unknown'));
  });

  it('[PASSKEY-8] is its member’s alone: nobody else sees, removes or takes it', async () => {
    const ana = await owner();
    const authenticator = new SoftwareAuthenticator(origin());
    await addTo(ana, authenticator);
    const [id] = authenticator.ids;
    const ben = fixture.browser();
    await ben.joinAs('Ben');
    expect(await passkeysOf(ben)).toEqual([]);
    const removal = await ask(ben, 'DELETE', `/${id}`);
    expect([removal.status, removal.body]).toEqual([403, refusal('passkey-unknown')]);
    // Made for Ana in her browser, it cannot be added to Ben's account in his.
    const made = new SoftwareAuthenticator(origin()).create(await begin(ana));
    expect((await ask(ben, 'POST', '', made)).body).toEqual(refusal('malformed'));
    const taken = await addTo(ben, new SoftwareAuthenticator(origin()), { id: id ?? '' });
    expect([taken.status, taken.body]).toEqual([409, refusal('already-so')]);
    expect((await signIn(fixture.browser(), authenticator)).body.value).toMatchObject({
      person: { name: 'Ana' },
    });
    expect(await passkeysOf(ana)).toHaveLength(1);
  });

  it('[PASSKEY-9] is for members: nobody else adds or has one', async () => {
    await owner();
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['POST', '/begin'],
      ['DELETE', '/abcdef'],
    ] as const) {
      const body = method === 'POST' ? {} : undefined;
      const { status, body: answer } = await ask(fixture.browser(), method, path, body);
      expect([status, answer]).toEqual([401, refusal('not-signed-in')]);
    }
  });

  it('[PASSKEY-10] is one of 20 at most', async () => {
    const ana = await owner();
    const made = new SoftwareAuthenticator(origin());
    await addTo(ana, made);
    const { personId = '' } = (await ana.session()).person ?? {};
    const [one] = await fixture.server.store.signIns.passkeysOf(personId);
    if (!one) throw new Error('it was not kept');
    for (let index = 1; index < 20; index += 1)
      await fixture.server.store.signIns.addPasskey({ ...one, id: `passkey-${index}` });
    const { status, body } = await ask(ana, 'POST', '/begin', {});
    expect([status, body]).toEqual([409, refusal('too-many')]);
  });

  it('[PASSKEY-11] that is not written as browsers write it is malformed', async () => {
    const ana = await owner();
    const authenticator = new SoftwareAuthenticator(origin());
    const made = authenticator.create(await begin(ana));
    const shown = authenticator.get(await beginSignIn(ana));
    const wrong = (good: object & { response: object }) => [
      {},
      [],
      null,
      { ...good, id: 'no base64url!' },
      { ...good, id: undefined },
      { ...good, type: 'password' },
      { ...good, more: 1 },
      { ...good, response: { ...good.response, clientDataJSON: '' } },
      { ...good, response: { ...good.response, clientDataJSON: 'x'.repeat(4_001) } },
      { ...good, response: { ...good.response, more: 'x' } },
    ];
    for (const body of wrong(made))
      expect((await ask(ana, 'POST', '', body)).body).toEqual(refusal('malformed'));
    for (const body of wrong(shown))
      expect((await ask(ana, 'POST', '/sign-in', body)).body).toEqual(refusal('malformed'));
    for (const attestationObject of ['AAAA', 'oA', '_'.repeat(2_000)]) {
      const body = { ...made, response: { ...made.response, attestationObject } };
      expect((await ask(ana, 'POST', '', body)).body).toEqual(refusal('malformed'));
    }
    expect((await ask(ana, 'POST', '/begin', { site: 'evil.example' })).body).toEqual(refusal('malformed'));
    expect((await ask(ana, 'POST', '/sign-in/begin', { more: 1 })).body).toEqual(refusal('malformed'));
  });
});

describe('passkeys at an address', () => {
  it('[PASSKEY-12] where browsers have none are refused, and the page is told', async () => {
    const ana = await owner();
    expect(await ana.session()).toMatchObject({ passkeys: false });
    for (const path of ['/begin', '/sign-in/begin']) {
      const { status, body } = await ana.http('POST', `/api/passkeys${path}`, {});
      expect([status, body]).toEqual([409, refusal('no-passkeys-here')]);
    }
    const authenticator = new SoftwareAuthenticator(origin());
    const made = authenticator.create(await begin(ana));
    expect((await ana.http('POST', '/api/passkeys', made)).body).toEqual(refusal('no-passkeys-here'));
    const shown = authenticator.get(await beginSignIn(ana));
    expect((await ana.http('POST', '/api/passkeys/sign-in', shown)).body).toEqual(
      refusal('no-passkeys-here'),
    );
  });
});
