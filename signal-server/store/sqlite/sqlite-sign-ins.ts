import { sql, type Kysely } from 'kysely';
import { DEVICE_LIMIT } from '../../../shared/members/limits.ts';
import type { PersonId } from '../../../shared/room/state.ts';
import type {
  Arrival,
  Arrived,
  SignInLink,
  SignInStore,
  StoredPasskey,
  StoredSession,
} from '../sign-in-store.ts';
import * as links from './link-queries.ts';
import * as passkeys from './passkey-queries.ts';
import { findSession, NOBODYS, putSession, signOut } from './people-queries.ts';
import type { Tables } from './tables.ts';

/** The members' browsers, links and passkeys, in SQLite. */
export class SqliteSignIns implements SignInStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async sessionsOf(member: PersonId): Promise<readonly StoredSession[]> {
    return newestFirst(this.#db, member);
  }

  signOut(member: PersonId, which: { readonly tokenHash: string } | 'all'): Promise<readonly string[]> {
    return this.#db.transaction().execute(async (db) => {
      await links.takeBack(db, member, { recovers: false });
      return signOutOf(db, member, which);
    });
  }

  offerLink(link: SignInLink): Promise<void> {
    return this.#db.transaction().execute((db) => links.offer(db, link));
  }

  redeemLink(linkTokenHash: string, arrival: Arrival): Promise<Arrived | undefined> {
    return this.#db.transaction().execute(async (db) => {
      const link = await links.spend(db, linkTokenHash);
      if (!link || link.expiresAt <= arrival.at) return undefined;
      const { member } = link;
      const signedOut = link.recovers ? await shutOut(db, member) : [];
      const arrived = await arrive(db, member, arrival);
      return { ...arrived, signedOut: [...signedOut, ...arrived.signedOut] };
    });
  }

  addPasskey(passkey: StoredPasskey): Promise<'already-so' | 'too-many' | undefined> {
    return this.#db.transaction().execute((db) => passkeys.addPasskey(db, passkey));
  }

  passkeysOf(member: PersonId): Promise<readonly StoredPasskey[]> {
    return passkeys.passkeysOf(this.#db, member);
  }

  findPasskey(id: string): Promise<StoredPasskey | undefined> {
    return passkeys.findPasskey(this.#db, id);
  }

  removePasskey(member: PersonId, id: string): Promise<boolean> {
    return passkeys.removePasskey(this.#db, member, id);
  }

  signInWithPasskey(id: string, counter: number, arrival: Arrival): Promise<Arrived | undefined> {
    return this.#db.transaction().execute(async (db) => {
      const member = await passkeys.countUse(db, { id, counter, at: arrival.at });
      return member === undefined ? undefined : arrive(db, member, arrival);
    });
  }

  settle(at: number, notSince: number): Promise<void> {
    return this.#db.transaction().execute(async (db) => {
      await links.forgetExpired(db, at);
      await db
        .updateTable('sessions')
        .set(NOBODYS)
        .where('visited_at', '<', notSince)
        .where('person_id', 'in', (those) =>
          those.selectFrom('people').select('id').where('kind', '=', 'member'),
        )
        .execute();
    });
  }
}

/** Resolves to the tokens that are signed out. */
async function signOutOf(
  db: Kysely<Tables>,
  member: PersonId,
  which: { readonly tokenHash: string } | 'all',
): Promise<readonly string[]> {
  const rows = await db
    .updateTable('sessions')
    .set(NOBODYS)
    .where('person_id', '=', member)
    .where((is) => (which === 'all' ? is.lit(true) : is('token_hash', '=', which.tokenHash)))
    .returning('token_hash')
    .execute();
  return rows.map(({ token_hash }) => token_hash);
}

/** Whatever signs in as this member, or is signed in, is no longer good. */
async function shutOut(db: Kysely<Tables>, member: PersonId): Promise<readonly string[]> {
  await links.takeBack(db, member, { recovers: false });
  await links.takeBack(db, member, { recovers: true });
  await passkeys.removeAll(db, member);
  return signOutOf(db, member, 'all');
}

async function newestFirst(db: Kysely<Tables>, member: PersonId): Promise<readonly StoredSession[]> {
  return (
    db
      .selectFrom('sessions')
      .select(['token_hash as tokenHash', 'device', 'created_at as createdAt', 'visited_at as visitedAt'])
      .where('person_id', '=', member)
      .orderBy('visited_at', 'desc')
      .orderBy('created_at', 'desc')
      // Of two in the same millisecond the one written last.
      .orderBy(sql`rowid`, 'desc')
      .execute()
  );
}

async function arrive(db: Kysely<Tables>, member: PersonId, arrival: Arrival): Promise<Arrived> {
  const { tokenHash, browser, formerTokenHash, device, at } = arrival;
  if (formerTokenHash !== undefined) await signOut(db, formerTokenHash);
  await putSession(db, { tokenHash, browser, person: { personId: member }, at }, device);
  const sessions = await newestFirst(db, member);
  const signedOut = sessions
    .map((session) => session.tokenHash)
    .filter((one) => one !== tokenHash)
    .slice(DEVICE_LIMIT - 1);
  for (const one of signedOut) await signOut(db, one);
  const session = await findSession(db, tokenHash);
  if (!session?.person) throw new Error('a session that was just written is not there');
  return { person: session.person, signedOut };
}
