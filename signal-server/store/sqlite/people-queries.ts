import { sql, type Kysely } from 'kysely';
import type { Person, PersonId } from '../../../shared/room/state.ts';
import { FIRST_INVITES } from '../../../shared/invites/policy.ts';
import type { MemberSignIn, Redemption, Session, SignIn } from '../store.ts';
import type { Tables } from './tables.ts';

export async function findSession(db: Kysely<Tables>, tokenHash: string): Promise<Session | undefined> {
  const row = await db
    .selectFrom('sessions')
    .leftJoin('people', 'people.id', 'sessions.person_id')
    .leftJoin('members', 'members.person_id', 'people.id')
    .leftJoin('pictures', 'pictures.person_id', 'people.id')
    .select([
      'sessions.browser',
      'people.id',
      'people.kind',
      'people.name',
      'handle',
      'pictures.name as picture',
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (!row) return undefined;
  const { browser, id: personId, kind, name, handle, picture } = row;
  if (personId === null || kind === null || name === null) return { browser, person: null };
  const person = {
    personId,
    name,
    kind,
    ...(handle !== null && { handle }),
    ...(picture !== null && { picture }),
  };
  return { browser, person };
}

export function signInGuest(db: Kysely<Tables>, signIn: SignIn): Promise<Person> {
  return db.transaction().execute(async (transaction) => {
    const session = await findSession(transaction, signIn.tokenHash);
    if (session?.person) return session.person;
    await addPerson(transaction, signIn.person, signIn.at);
    await putSession(transaction, { ...signIn, browser: session?.browser ?? signIn.browser });
    return signIn.person;
  });
}

export async function renameGuest(db: Kysely<Tables>, personId: PersonId, name: string): Promise<void> {
  await db
    .updateTable('people')
    .set({ name })
    .where('id', '=', personId)
    .where('kind', '=', 'guest')
    .execute();
}

const DAY_MS = 24 * 60 * 60 * 1_000;

export async function noteVisit(db: Kysely<Tables>, tokenHash: string, at: number): Promise<boolean> {
  const noted = await db
    .updateTable('sessions')
    .set({ visited_at: at })
    .where('token_hash', '=', tokenHash)
    .where('visited_at', '<=', at - DAY_MS)
    .executeTakeFirstOrThrow();
  return noted.numUpdatedRows > 0n;
}

/** So few that a room's writes need not wait for it. */
const FORGOTTEN_AT_ONCE = 200;

export function forgetGuests(db: Kysely<Tables>, notSince: number): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const sessions = await transaction
      .deleteFrom('sessions')
      .where('token_hash', 'in', (those) =>
        those
          .selectFrom('sessions')
          .leftJoin('people', 'people.id', 'sessions.person_id')
          .select('token_hash')
          .where('visited_at', '<', notSince)
          // Any other name than its own hash would be lost, and with it what rooms keep out by it.
          .whereRef('browser', '=', 'token_hash')
          .where((is) => is.or([is('person_id', 'is', null), is('kind', '=', 'guest')]))
          .limit(FORGOTTEN_AT_ONCE),
      )
      .executeTakeFirstOrThrow();
    const people = await transaction
      .deleteFrom('people')
      .where('id', 'in', (those) =>
        those
          .selectFrom('people')
          .leftJoin('sessions', 'sessions.person_id', 'people.id')
          .select('people.id')
          .where('kind', '=', 'guest')
          .where('people.created_at', '<', notSince)
          .where('token_hash', 'is', null)
          .limit(FORGOTTEN_AT_ONCE),
      )
      .executeTakeFirstOrThrow();
    return sessions.numDeletedRows + people.numDeletedRows > 0n;
  });
}

/**
 * What becomes of a session that ends. Nothing is said of the browser any more: nobody's device list shows it. Whose it was is
 * noted, so that it goes when they are erased; of guests, who are gone with it, nothing is.
 */
export const NOBODYS = {
  former_person_id: sql<string | null>`person_id`,
  person_id: null,
  device: '',
} as const;

/** The row stays, without the person: the browser is still known by it. Nobody can be a guest again who has no session. */
export async function signOut(db: Kysely<Tables>, tokenHash: string): Promise<void> {
  const session = await db
    .selectFrom('sessions')
    .select('person_id')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (!session?.person_id) return;
  await db.updateTable('sessions').set(NOBODYS).where('token_hash', '=', tokenHash).execute();
  await db.deleteFrom('people').where('id', '=', session.person_id).where('kind', '=', 'guest').execute();
}

export function offerOwnerTicket(db: Kysely<Tables>, ticketHash: string, at: number): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('owner_ticket').execute();
    if (await hasMembers(transaction)) return false;
    await transaction
      .insertInto('owner_ticket')
      .values({ ticket_hash: ticketHash, created_at: at })
      .execute();
    return true;
  });
}

export function redeemOwnerTicket(db: Kysely<Tables>, redemption: Redemption): Promise<boolean> {
  const { ticketHash } = redemption;
  return db.transaction().execute(async (transaction) => {
    // Deleting first makes two redemptions wait for each other: only one of them finds the row.
    const spent = await transaction
      .deleteFrom('owner_ticket')
      .where('ticket_hash', '=', ticketHash)
      .executeTakeFirstOrThrow();
    if (spent.numDeletedRows === 0n || (await hasMembers(transaction))) return false;
    await addMember(transaction, redemption);
    return true;
  });
}

/** A new member, in a session of their own. Rejects where somebody has the handle. */
export async function addMember(
  db: Kysely<Tables>,
  signIn: MemberSignIn & { readonly invitedBy?: PersonId },
): Promise<void> {
  const { person, handle, invitedBy = null, formerTokenHash, device, at } = signIn;
  await addPerson(db, person, at);
  await db
    .insertInto('members')
    .values({
      person_id: person.personId,
      handle,
      invited_by: invitedBy,
      invites: FIRST_INVITES,
      joined_at: at,
    })
    .execute();
  await putSession(db, signIn, device);
  if (formerTokenHash !== undefined) await signOut(db, formerTokenHash);
}

async function hasMembers(db: Kysely<Tables>): Promise<boolean> {
  const member = await db
    .selectFrom('people')
    .select('id')
    .where('kind', '=', 'member')
    .limit(1)
    .executeTakeFirst();
  return member !== undefined;
}

async function addPerson(db: Kysely<Tables>, person: Person, at: number): Promise<void> {
  const { personId: id, kind, name } = person;
  await db.insertInto('people').values({ id, kind, name, created_at: at }).execute();
}

export async function putSession(
  db: Kysely<Tables>,
  {
    tokenHash,
    browser,
    person: { personId: person_id },
    at,
  }: Omit<SignIn, 'person'> & { readonly person: Pick<Person, 'personId'> },
  device = '',
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({ token_hash: tokenHash, browser, person_id, created_at: at, visited_at: at, device })
    .onConflict((conflict) =>
      conflict.column('token_hash').doUpdateSet({ person_id, visited_at: at, device }),
    )
    .execute();
}
