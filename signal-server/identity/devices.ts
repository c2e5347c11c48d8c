import { createHash } from 'node:crypto';
import { SIGN_IN_LINK_MS } from '../../shared/members/limits.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import type { OneTimeLink, SignedInDevice } from '../../shared/protocol/members.ts';
import type { Person, PersonId } from '../../shared/room/state.ts';
import { granted, refused } from '../answers.ts';
import type { Clock } from '../clock.ts';
import type { Arrival, Arrived } from '../store/sign-in-store.ts';
import type { Store } from '../store/store.ts';
import { hashToken, looksLikeToken, newToken } from './tokens.ts';

/** A browser that is about to sign in, with the token it gets for it. */
export interface ArrivingBrowser {
  readonly tokenHash: string;
  /** The token it had before, if any. */
  readonly formerTokenHash: string | undefined;
  /** Browser and system, as `deviceIn` reads them. */
  readonly device: string;
}

/** The pages that are open in browsers of these tokens. */
export interface OpenPages {
  /** They stop acting as this member. */
  signOut(member: PersonId, tokenHashes: readonly string[]): Promise<void>;
  /** They connect anew, with the cookie their browser has now, and go on where they were. */
  reconnect(tokenHashes: readonly string[]): void;
  /** Those that stand before a room of this owner connect anew, and are told how they stand to it now. */
  lookAnew(owner: PersonId, tokenHashes: readonly string[]): Promise<void>;
}

interface DeviceParts {
  readonly store: Pick<Store, 'findSession' | 'signOut' | 'signIns'>;
  readonly clock: Clock;
  readonly pages: OpenPages;
}

/** The browsers in which members are signed in: which they are, how another one comes in, and how they are signed out. */
export class Devices {
  readonly #parts: DeviceParts;

  constructor(parts: DeviceParts) {
    this.#parts = parts;
  }

  async of(member: PersonId, currentTokenHash: string): Promise<readonly SignedInDevice[]> {
    const sessions = await this.#parts.store.signIns.sessionsOf(member);
    return sessions.map(({ tokenHash, device, createdAt, visitedAt }) => ({
      id: deviceId(tokenHash),
      description: device,
      current: tokenHash === currentTokenHash,
      signedInAt: createdAt,
      visitedAt,
    }));
  }

  /** `already-so` for a device of which there is none, be it somebody else's. */
  async signOut(member: PersonId, id: string): Promise<Answer<null>> {
    const { store, pages } = this.#parts;
    const sessions = await store.signIns.sessionsOf(member);
    const session = sessions.find(({ tokenHash }) => deviceId(tokenHash) === id);
    if (!session) return refused('already-so');
    await pages.signOut(member, await store.signIns.signOut(member, session));
    return granted(null);
  }

  /** Also this browser, from which it is asked. */
  async signOutEverywhere(member: PersonId): Promise<void> {
    const { store, pages } = this.#parts;
    await pages.signOut(member, await store.signIns.signOut(member, 'all'));
  }

  /** Signs out whoever is signed in with this token, member or guest. */
  async signOutHere(tokenHash: string): Promise<void> {
    const { store, pages } = this.#parts;
    const session = await store.findSession(tokenHash);
    await store.signOut(tokenHash);
    // A guest has nothing that could be misused: they stay in the room until they leave.
    if (session?.person?.kind === 'member') await pages.signOut(session.person.personId, [tokenHash]);
  }

  /** The owner has come to stand otherwise to this member, whose pages before the owner's rooms know them as it was. */
  async lookAnew(owner: PersonId, member: PersonId): Promise<void> {
    const { store, pages } = this.#parts;
    const sessions = await store.signIns.sessionsOf(member);
    await pages.lookAnew(
      owner,
      sessions.map(({ tokenHash }) => tokenHash),
    );
  }

  /** A link by which one other browser can sign in; the former one is no longer good. */
  async offerLink(member: PersonId): Promise<OneTimeLink> {
    const { store, clock } = this.#parts;
    const token = newToken();
    const expiresAt = clock.now() + SIGN_IN_LINK_MS;
    await store.signIns.offerLink({ tokenHash: hashToken(token), member, expiresAt });
    return { token, expiresAt };
  }

  /** `link-spent` for any token but one that is on offer. */
  async redeemLink(token: string, browser: ArrivingBrowser): Promise<Answer<Person>> {
    if (!looksLikeToken(token)) return refused('link-spent');
    const person = await this.arrive(browser, (arrival) =>
      this.#parts.store.signIns.redeemLink(hashToken(token), arrival),
    );
    return person ? granted(person) : refused('link-spent');
  }

  /** A browser signs in, if `signIn` lets it. Whoever was signed in there before, or in one browser too many, is signed out. */
  async arrive(
    browser: ArrivingBrowser,
    signIn: (arrival: Arrival) => Promise<Arrived | undefined>,
  ): Promise<Person | undefined> {
    const { store, clock, pages } = this.#parts;
    const { formerTokenHash, tokenHash } = browser;
    const former = formerTokenHash === undefined ? undefined : await store.findSession(formerTokenHash);
    const arrived = await signIn({
      ...browser,
      // Whoever is kept out of a room by their browser stays kept out.
      browser: former?.browser ?? formerTokenHash ?? tokenHash,
      at: clock.now(),
    });
    if (!arrived) return undefined;
    const { person, signedOut } = arrived;
    await pages.signOut(person.personId, signedOut);
    if (former?.person?.kind !== 'member' || formerTokenHash === undefined) return person;
    if (former.person.personId === person.personId) pages.reconnect([formerTokenHash]);
    else await pages.signOut(former.person.personId, [formerTokenHash]);
    return person;
  }
}

/**
 * By what a page names a device. The hash of the token cannot sign anybody in either, but it is what the server finds a session
 * by, and whom that is told could recognise a browser in a copy of the database; a hash of it is good for nothing.
 */
function deviceId(tokenHash: string): string {
  return createHash('sha256').update(`device ${tokenHash}`).digest('base64url').slice(0, 22);
}
