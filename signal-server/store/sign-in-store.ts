import type { PasskeyCard } from '../../shared/protocol/members.ts';
import type { Person, PersonId } from '../../shared/room/state.ts';

export interface StoredSession {
  readonly tokenHash: string;
  readonly device: string;
  readonly createdAt: number;
  readonly visitedAt: number;
}

export interface StoredPasskey extends PasskeyCard {
  readonly personId: PersonId;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** A link by which one browser signs in, once. */
export interface SignInLink {
  readonly tokenHash: string;
  readonly member: PersonId;
  readonly expiresAt: number;
  readonly recovers?: boolean;
}

/** Another browser signs in as a member who exists. */
export interface Arrival {
  readonly tokenHash: string;
  readonly browser: string;
  /** The token this browser had before, if it had one: it signs nobody in from now on. */
  readonly formerTokenHash: string | undefined;
  readonly device: string;
  readonly at: number;
}

/** What came of an arrival. */
export interface Arrived {
  readonly person: Person;
  /** The tokens of those browsers that were signed out for it: one too many, or all where the account was recovered. */
  readonly signedOut: readonly string[];
}

/** The ways in which a member signs in, and the browsers in which they are (at most `DEVICE_LIMIT`). */
export interface SignInStore {
  /** The newest visit first. */
  sessionsOf(member: PersonId): Promise<readonly StoredSession[]>;
  /**
   * Signs out this browser of theirs (or all), and takes back the links they had open: whoever had the browser may have made them.
   * Resolves to the tokens that are signed out. The rows stay, no longer the person's: what keeps a removed browser out.
   */
  signOut(member: PersonId, which: { readonly tokenHash: string } | 'all'): Promise<readonly string[]>;

  /**
   * Replaces the links of its kind that this member still had open. One that `recovers` comes from whoever runs the server: nothing
   * that is done in a browser of the member takes it back.
   */
  offerLink(link: SignInLink): Promise<void>;
  /**
   * Spends the link and signs the browser in, both or neither; undefined for a link that is not on offer, or no longer. One that
   * recovers signs out all other browsers, and takes away the passkeys and the other links: whoever has those may be a thief.
   */
  redeemLink(linkTokenHash: string, arrival: Arrival): Promise<Arrived | undefined>;

  /** A refusal, and nothing added, for a passkey that is known, whoever has it, and for one beyond `PASSKEY_LIMIT`. */
  addPasskey(passkey: StoredPasskey): Promise<'already-so' | 'too-many' | undefined>;
  /** The newest first. */
  passkeysOf(member: PersonId): Promise<readonly StoredPasskey[]>;
  findPasskey(id: string): Promise<StoredPasskey | undefined>;
  /** False if this member has no such passkey. */
  removePasskey(member: PersonId, id: string): Promise<boolean>;
  /** Signs the browser in with a passkey that was proved, and keeps its new counter; undefined where that was counted already. */
  signInWithPasskey(id: string, counter: number, arrival: Arrival): Promise<Arrived | undefined>;

  /** Forgets the links whose time is over, and signs out the members' browsers that have not come since. */
  settle(at: number, notSince: number): Promise<void>;
}
