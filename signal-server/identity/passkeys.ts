import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { PASSKEY_CHALLENGE_MS, PASSKEY_LIMIT } from '../../shared/members/limits.ts';
import type { PasskeyCard } from '../../shared/protocol/members.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import type { Person, PersonId } from '../../shared/room/state.ts';
import { granted, refused } from '../answers.ts';
import type { Clock } from '../clock.ts';
import type { StoredPasskey } from '../store/sign-in-store.ts';
import type { Store } from '../store/store.ts';
import type { ArrivingBrowser, Devices } from './devices.ts';
import type { PasskeyChallenges } from './passkey-challenges.ts';
import type { PasskeySite } from './passkey-site.ts';
import { ALGORITHMS, verifyMade, verifyShown } from './verify-passkey.ts';
import { webauthn } from './webauthn.ts';

interface PasskeyParts {
  readonly store: Pick<Store, 'signIns'>;
  readonly clock: Clock;
  readonly challenges: PasskeyChallenges;
  readonly devices: Devices;
}

/** Somebody adds a passkey: which member, in which browser. */
interface Adding {
  readonly person: Person;
  readonly tokenHash: string;
}

/**
 * The members' passkeys (WebAuthn, level 3): discoverable, so that one signs in without a name, and without attestation, because
 * it does not matter who made the authenticator.
 */
export class Passkeys {
  readonly #parts: PasskeyParts;

  constructor(parts: PasskeyParts) {
    this.#parts = parts;
  }

  async of(member: PersonId): Promise<readonly PasskeyCard[]> {
    return (await this.#parts.store.signIns.passkeysOf(member)).map(asCard);
  }

  /** `passkey-unknown` for one that this member does not have. */
  async remove(member: PersonId, id: string): Promise<Answer<null>> {
    const removed = await this.#parts.store.signIns.removePasskey(member, id);
    return removed ? granted(null) : refused('passkey-unknown');
  }

  /** What the browser has to be told to make a passkey; `too-many` for who has as many as can be. */
  async begin(
    site: PasskeySite,
    { person, tokenHash }: Adding,
  ): Promise<Answer<PublicKeyCredentialCreationOptionsJSON>> {
    const { store, challenges } = this.#parts;
    const present = await store.signIns.passkeysOf(person.personId);
    if (present.length >= PASSKEY_LIMIT) return refused('too-many');
    const { generateRegistrationOptions } = await webauthn();
    const options = await generateRegistrationOptions({
      rpName: 'Parley',
      rpID: site.rpId,
      userID: bytesOf(person.personId),
      userName: person.handle ?? person.name,
      userDisplayName: person.name,
      challenge: asBytes(challenges.issue(purposeOfAdding({ person, tokenHash }))),
      timeout: PASSKEY_CHALLENGE_MS,
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      excludeCredentials: present.map(({ id, transports }) => ({ id, transports: [...transports] })),
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return granted(options);
  }

  /**
   * Keeps the passkey that the browser has made. `malformed` for what was not made for this site, this member and this browser just
   * now; `already-so` for one that is known; `too-many` beyond what one may have.
   */
  async add(
    site: PasskeySite,
    adding: Adding & { readonly device: string },
    response: RegistrationResponseJSON,
  ): Promise<Answer<PasskeyCard>> {
    const { store, clock, challenges } = this.#parts;
    const purpose = purposeOfAdding(adding);
    const made = await verifyMade(site, response, (challenge) => challenges.take(challenge, purpose));
    if (!made) return refused('malformed');
    const passkey: StoredPasskey = {
      ...made,
      personId: adding.person.personId,
      description: adding.device,
      createdAt: clock.now(),
      usedAt: null,
    };
    const refusal = await store.signIns.addPasskey(passkey);
    return refusal ? refused(refusal) : granted(asCard(passkey));
  }

  /** What the browser has to be told to show any passkey it has for this site. */
  async beginSignIn(site: PasskeySite, tokenHash: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { generateAuthenticationOptions } = await webauthn();
    return generateAuthenticationOptions({
      rpID: site.rpId,
      challenge: asBytes(this.#parts.challenges.issue(purposeOfSigningIn(tokenHash))),
      timeout: PASSKEY_CHALLENGE_MS,
      userVerification: 'preferred',
    });
  }

  /** Signs the browser in as whoever the passkey is of; `passkey-unknown` for everything that is no proof of one. */
  async signIn(
    site: PasskeySite,
    browser: ArrivingBrowser,
    response: AuthenticationResponseJSON,
  ): Promise<Answer<Person>> {
    const { store, devices, challenges } = this.#parts;
    const { formerTokenHash } = browser;
    const passkey = await store.signIns.findPasskey(response.id);
    if (!passkey || formerTokenHash === undefined) return refused('passkey-unknown');
    const purpose = purposeOfSigningIn(formerTokenHash);
    const isOpen = (challenge: string) => challenges.take(challenge, purpose);
    const counter = await verifyShown(site, passkey, response, isOpen);
    if (counter === undefined) return refused('passkey-unknown');
    const person = await devices.arrive(browser, (arrival) =>
      store.signIns.signInWithPasskey(response.id, counter, arrival),
    );
    return person ? granted(person) : refused('passkey-unknown');
  }
}

function purposeOfAdding({ person, tokenHash }: Adding): string {
  return `add to ${person.personId} in ${tokenHash}`;
}

function purposeOfSigningIn(tokenHash: string): string {
  return `sign in in ${tokenHash}`;
}

function asCard({ id, description, createdAt, usedAt }: StoredPasskey): PasskeyCard {
  return { id, description, createdAt, usedAt };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The library takes the bytes of a challenge, and gives them to the page in base64url: as ours are already. */
function asBytes(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(challenge, 'base64url'));
}
