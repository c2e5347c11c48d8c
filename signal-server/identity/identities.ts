import type { Person } from '../../shared/room/state.ts';
import type { AddressMeasure } from '../address-measure.ts';
import { refused, type Refusal } from '../answers.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { hashToken, looksLikeToken } from './tokens.ts';

/** Somebody at the door of a room, as the server knows them. */
export interface Comer {
  readonly person: Person;
  /** The further keys under which they can be kept out: their browser. */
  readonly keys: readonly string[];
}

/** Where somebody comes from: which browser, and which address, if either is known. */
interface Caller {
  readonly tokenHash: string | undefined;
  readonly address: string | undefined;
}

interface IdentityParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Whether this person is in a room just now: then their name stays as the others know it. */
  readonly isPresent: (person: Person) => boolean;
  readonly newGuests: AddressMeasure;
}

/** Who stands behind a browser's cookie. Everything here goes by the hash of the cookie's token. */
export class Identities {
  readonly #parts: IdentityParts;

  constructor(parts: IdentityParts) {
    this.#parts = parts;
  }

  async personOf(tokenHash: string | undefined): Promise<Person | null> {
    const session = tokenHash === undefined ? undefined : await this.#parts.store.findSession(tokenHash);
    return session?.person ?? null;
  }

  /**
   * Who comes to the door: the person signed in, else a guest under this name, who stays the same guest in this browser.
   * `not-signed-in` without a cookie, and for a browser without a session that gives no name; `too-frequent` from an address
   * with too many new guests.
   */
  async comer(
    { tokenHash, address }: Caller,
    guestName: string | undefined,
  ): Promise<{ ok: true; value: Comer } | Refusal> {
    if (tokenHash === undefined) return refused('not-signed-in');
    const session = await this.#parts.store.findSession(tokenHash);
    const browser = session?.browser ?? tokenHash;
    const known = session?.person;
    if (!known && guestName === undefined) return refused('not-signed-in');
    if (!known && !(await this.#parts.newGuests.take(address))) return refused('too-frequent');
    if (known) await this.#parts.store.noteVisit(tokenHash, this.#parts.clock.now());
    const person = known
      ? await this.#underNewName(known, guestName)
      : await this.#newGuest(tokenHash, browser, guestName ?? '');
    return { ok: true, value: { person, keys: [`browser:${browser}`] } };
  }

  /** Makes the first member, with a new session for the browser. `link-spent` for any token but the one on offer. */
  async redeemOwnerLink(redemption: {
    readonly token: string;
    readonly name: string;
    readonly formerTokenHash: string | undefined;
    readonly tokenHash: string;
  }): Promise<{ ok: true; value: Person } | Refusal> {
    const { token, name, formerTokenHash, tokenHash } = redemption;
    if (!looksLikeToken(token)) return refused('link-spent');
    const { store, clock, newId } = this.#parts;
    const former = formerTokenHash === undefined ? undefined : await store.findSession(formerTokenHash);
    const browser = former?.browser ?? formerTokenHash ?? tokenHash;
    const person: Person = { personId: newId(), name, kind: 'member' };
    const ticketHash = hashToken(token);
    const at = clock.now();
    const won = await store.redeemOwnerTicket({
      ticketHash,
      formerTokenHash,
      tokenHash,
      browser,
      person,
      at,
    });
    return won ? { ok: true, value: person } : refused('link-spent');
  }

  async signOut(tokenHash: string | undefined): Promise<void> {
    if (tokenHash !== undefined) await this.#parts.store.signOut(tokenHash);
  }

  async #underNewName(person: Person, guestName: string | undefined): Promise<Person> {
    const same = guestName === undefined || guestName === person.name;
    if (person.kind === 'member' || same || this.#parts.isPresent(person)) return person;
    await this.#parts.store.renameGuest(person.personId, guestName);
    return { ...person, name: guestName };
  }

  #newGuest(tokenHash: string, browser: string, name: string): Promise<Person> {
    const { store, clock, newId } = this.#parts;
    return store.signInGuest({
      tokenHash,
      browser,
      person: { personId: newId(), name, kind: 'guest' },
      at: clock.now(),
    });
  }
}
