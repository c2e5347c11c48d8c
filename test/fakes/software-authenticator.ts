import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import { isoCBOR } from '@simplewebauthn/server/helpers';

interface Credential {
  readonly rpId: string;
  readonly userHandle: string;
  readonly key: KeyObject;
  counter: number;
}

/** What a page, or an authenticator, can be wrong or lie about. */
export interface Lies {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly counter?: number;
  readonly userHandle?: string;
  /** Signs with another key than the passkey's. */
  readonly forged?: boolean;
  /** An attestation by the authenticator's maker, with a certificate. */
  readonly certified?: boolean;
  readonly userPresent?: boolean;
  /** The id of a passkey that is another one's already. */
  readonly id?: string;
}

type CborValue = Parameters<typeof isoCBOR.encode>[0];

const USER_PRESENT = 0x01;
const WITH_CREDENTIAL = 0x40;

/** A browser and its authenticator, without either: ES256 keys, as WebAuthn level 3 puts them on the wire. */
export class SoftwareAuthenticator {
  readonly #origin: string;
  readonly #credentials = new Map<string, Credential>();
  /** Whether it counts its signatures; many do not. */
  readonly #counts: boolean;
  /** Whether it signs what it makes with the new key itself, as some security keys do unasked. */
  readonly #selfAttests: boolean;

  constructor(origin: string, { counts = true, selfAttests = false } = {}) {
    this.#origin = origin;
    this.#counts = counts;
    this.#selfAttests = selfAttests;
  }

  /** Ids of the passkeys it has. */
  get ids(): string[] {
    return [...this.#credentials.keys()];
  }

  create(options: PublicKeyCredentialCreationOptionsJSON, lies: Lies = {}): RegistrationResponseJSON {
    const rpId = lies.rpId ?? options.rp.id ?? '';
    const id = lies.id === undefined ? randomBytes(16) : Buffer.from(lies.id, 'base64url');
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const userHandle = options.user.id;
    this.#credentials.set(id.toString('base64url'), { rpId, userHandle, key: privateKey, counter: 0 });
    const credential = [
      Buffer.alloc(16),
      uint16(id.length),
      id,
      Buffer.from(isoCBOR.encode(coseKey(publicKey))),
    ];
    const authData = Buffer.concat([
      authenticatorData(
        rpId,
        lies.userPresent === false ? WITH_CREDENTIAL : USER_PRESENT | WITH_CREDENTIAL,
        0,
      ),
      ...credential,
    ]);
    const clientData = this.#clientData('webauthn.create', options.challenge, lies);
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), privateKey);
    const attestation = new Map<string, CborValue>([
      ['fmt', this.#selfAttests || lies.certified ? 'packed' : 'none'],
      ['attStmt', this.#statement(signature, lies)],
      ['authData', new Uint8Array(authData)],
    ]);
    return {
      ...named(id.toString('base64url')),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** Shows a passkey: this one, or the last it made. */
  get(
    options: PublicKeyCredentialRequestOptionsJSON,
    lies: Lies = {},
    id = this.ids.at(-1) ?? '',
  ): AuthenticationResponseJSON {
    const credential = this.#credentials.get(id);
    if (!credential) throw new Error('no such passkey here');
    if (this.#counts) credential.counter += 1;
    const authData = authenticatorData(
      lies.rpId ?? credential.rpId,
      lies.userPresent === false ? 0 : USER_PRESENT,
      lies.counter ?? credential.counter,
    );
    const clientData = this.#clientData('webauthn.get', options.challenge, lies);
    const key = lies.forged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : credential.key;
    return {
      ...named(id),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', Buffer.concat([authData, sha256(clientData)]), key).toString('base64url'),
        userHandle: lies.userHandle ?? credential.userHandle,
      },
    };
  }

  #statement(signature: Buffer, { certified = false }: Lies): Map<string, CborValue> {
    if (!this.#selfAttests && !certified) return new Map();
    const statement = new Map<string, CborValue>([
      ['alg', -7],
      ['sig', new Uint8Array(signature)],
    ]);
    return certified ? statement.set('x5c', [new Uint8Array(300)]) : statement;
  }

  #clientData(usual: string, given: string, lies: Lies): Buffer {
    const { type = usual, challenge = given, origin = this.#origin } = lies;
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }
}

function named(id: string) {
  return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };
}

function authenticatorData(rpId: string, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), count]);
}

/** An EC2 key for ES256 on P-256 (RFC 9053, 7.1.1). */
function coseKey(key: KeyObject): Map<number, CborValue> {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return new Map<number, CborValue>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
