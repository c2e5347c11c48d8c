import type { Person } from '../../shared/room/state.ts';
import type { AddressMeasure } from '../address-measure.ts';
import { refused, type Refusal } from '../answers.ts';
import type { Clock } from '../clock.ts';
import type { InviteRedemption } from '../store/invite-store.ts';
import type { MemberSignIn, Store } from '../store/store.ts';
import { browserKey } from './browser-key.ts';
import type { ArrivingBrowser } from './devices.ts';
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

/** Somebody who becomes a member, and the browser in which they do. */
interface Newcomer extends ArrivingBrowser {
  readonly name: string;
  readonly handle: string;
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

  /** Who looks on, and by which further keys they could be kept out. */
  async onlooker(
    tokenHash: string | undefined,
  ): Promise<{ readonly person: Person | null; readonly keys: readonly string[] }> {
    if (tokenHash === undefined) return { person: null, keys: [] };
    const session = await this.#parts.store.findSession(tokenHash);
    return { person: session?.person ?? null, keys: [browserKey(session?.browser ?? tokenHash)] };
  }

  /** The same for somebody who comes to the page; members are noted to have come, to the day. */
  async visit(tokenHash: string): Promise<{ readonly person: Person | null; readonly firstToday: boolean }> {
    const { store, clock } = this.#parts;
    const person = await this.personOf(tokenHash);
    if (person?.kind !== 'member') return { person, firstToday: false };
    // A full disk must not keep anybody from the page.
    const firstToday = await store.noteVisit(tokenHash, clock.now()).catch(() => false);
    return { person, firstToday };
  }

  async #memberSignIn(newcomer: Newcomer): Promise<MemberSignIn> {
    const { name, handle, formerTokenHash, tokenHash } = newcomer;
    const { store, clock, newId } = this.#parts;
    const former = formerTokenHash === undefined ? undefined : await store.findSession(formerTokenHash);
    const browser = former?.browser ?? formerTokenHash ?? tokenHash;
    const person: Person = { personId: newId(), name, kind: 'member', handle };
    return { ...newcomer, browser, person, at: clock.now() };
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
    return { ok: true, value: { person, keys: [browserKey(browser)] } };
  }

  /** Makes the first member, with a new session for the browser. `link-spent` for any token but the one on offer. */
  async redeemOwnerLink({
    token,
    ...newcomer
  }: Newcomer & { readonly token: string }): Promise<{ ok: true; value: Person } | Refusal> {
    if (!looksLikeToken(token)) return refused('link-spent');
    const signIn = await this.#memberSignIn(newcomer);
    const won = await this.#parts.store.redeemOwnerTicket({ ...signIn, ticketHash: hashToken(token) });
    return won ? { ok: true, value: signIn.person } : refused('link-spent');
  }

  /** Makes a member out of an invite, with a new session for the browser. */
  async redeemInvite({
    inviteTokenHash,
    phoneHash,
    ...newcomer
  }: Newcomer & Pick<InviteRedemption, 'inviteTokenHash' | 'phoneHash'>): Promise<
    { ok: true; value: Person } | Refusal
  > {
    const signIn = await this.#memberSignIn(newcomer);
    const fault = await this.#parts.store.invites.redeem({ ...signIn, inviteTokenHash, phoneHash });
    return fault ? refused(fault) : { ok: true, value: signIn.person };
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
