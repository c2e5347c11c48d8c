import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addPasskey, browserHasPasskeys, signInWithPasskey } from '../../../client/session/passkeys.ts';
import type { PasskeyCard } from '../../../shared/protocol/members.ts';

const card: PasskeyCard = { id: 'AQID', description: 'Firefox on Linux', createdAt: 1, usedAt: null };
const session = { person: null, mayOpenRooms: false, passkeys: true };
const bytes = (...values: number[]) => new Uint8Array(values).buffer;

const creation: PublicKeyCredentialCreationOptionsJSON = {
  rp: { id: 'localhost', name: 'Parley' },
  user: { id: 'AQID', name: 'ana', displayName: 'Ana' },
  challenge: 'AQID',
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true },
};

/** What the server says, and what it was sent. */
function server() {
  const sent: unknown[] = [];
  const keep =
    <Value>(value: Value) =>
    async (response: unknown) => {
      sent.push(response);
      return { ok: true, value } as const;
    };
  return {
    sent,
    beginPasskey: async () => ({ ok: true, value: creation }) as const,
    addPasskey: keep(card),
    beginPasskeySignIn: async () => ({ ok: true, value: { rpId: 'localhost', challenge: 'AQID' } }) as const,
    signInWithPasskey: keep(session),
  };
}

const create = vi.fn<() => Promise<unknown>>();
const get = vi.fn<() => Promise<unknown>>();

beforeEach(() => {
  create.mockReset();
  get.mockReset();
  vi.stubGlobal('PublicKeyCredential', vi.fn());
  vi.stubGlobal('navigator', { credentials: { create, get } });
  vi.stubGlobal('location', { hostname: 'localhost' });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const credential = (response: object) => ({
  id: 'AQID',
  rawId: bytes(1, 2, 3),
  type: 'public-key',
  response,
  getClientExtensionResults: () => ({}),
});
const failing = (name: string) => Promise.reject(new DOMException('what the browser says', name));

describe('passkeys in the page', () => {
  it('are made by the browser as the server says, and added as the browser made them', async () => {
    const api = server();
    create.mockResolvedValue(
      credential({
        attestationObject: bytes(4),
        clientDataJSON: bytes(5),
        getTransports: () => ['internal'],
      }),
    );
    expect(await addPasskey(api)).toEqual({ ok: true, value: card });
    expect(api.sent).toMatchObject([
      {
        id: 'AQID',
        rawId: 'AQID',
        response: { attestationObject: 'BA', clientDataJSON: 'BQ', transports: ['internal'] },
      },
    ]);
    expect(create.mock.lastCall).toMatchObject([{ publicKey: { rp: { id: 'localhost' } } }]);
  });

  it('sign in with what the browser shows', async () => {
    const api = server();
    const response = { authenticatorData: bytes(4), clientDataJSON: bytes(5), signature: bytes(6) };
    get.mockResolvedValue(credential({ ...response, userHandle: bytes(7) }));
    expect(await signInWithPasskey(api)).toEqual({ ok: true, value: session });
    expect(api.sent).toMatchObject([
      {
        id: 'AQID',
        response: {
          authenticatorData: 'BA',
          clientDataJSON: 'BQ',
          signature: 'Bg',
          userHandle: 'Bw',
        },
      },
    ]);
  });

  it('[PASSKEY-15] what the browser says in errors comes out as a plain result', async () => {
    for (const [name, trouble] of [
      ['NotAllowedError', 'cancelled'],
      ['AbortError', 'cancelled'],
      ['InvalidStateError', 'already-there'],
      ['ConstraintError', 'impossible'],
      ['NotSupportedError', 'impossible'],
      ['SecurityError', 'impossible'],
      ['UnknownError', 'impossible'],
    ] as const) {
      const api = server();
      create.mockImplementation(() => failing(name));
      get.mockImplementation(() => failing(name));
      expect([name, await addPasskey(api)]).toEqual([name, trouble]);
      expect([name, await signInWithPasskey(api)]).toEqual([name, trouble]);
      expect(api.sent).toEqual([]);
    }
  });

  it('[PASSKEY-15] a server that refuses is passed on, and the browser is not asked', async () => {
    const refused = { ok: false, reason: 'too-many' } as const;
    const api = { ...server(), beginPasskey: async () => refused, beginPasskeySignIn: async () => refused };
    expect(await addPasskey(api)).toEqual(refused);
    expect(await signInWithPasskey(api)).toEqual(refused);
    expect([create, get].map(({ mock }) => mock.calls)).toEqual([[], []]);
  });

  it('[PASSKEY-15] a browser that knows no passkeys says so', async () => {
    expect(browserHasPasskeys()).toBe(true);
    vi.stubGlobal('PublicKeyCredential', undefined);
    expect(browserHasPasskeys()).toBe(false);
    expect(await addPasskey(server())).toBe('impossible');
    expect(await signInWithPasskey(server())).toBe('impossible');
  });
});
