import type { Kysely } from 'kysely';
import type { PersonId } from '../../../shared/room/state.ts';
import type { SignInLink } from '../sign-in-store.ts';
import type { Tables } from './tables.ts';

/** The links that sign in: those that members make for their other browsers, and those that recover an account. */

export async function offer(
  db: Kysely<Tables>,
  { tokenHash, member, expiresAt, recovers = false }: SignInLink,
): Promise<void> {
  await takeBack(db, member, { recovers });
  await db
    .insertInto('sign_in_links')
    .values({ token_hash: tokenHash, person_id: member, expires_at: expiresAt, recovers: recovers ? 1 : 0 })
    .execute();
}

export async function takeBack(
  db: Kysely<Tables>,
  member: PersonId,
  { recovers }: { readonly recovers: boolean },
): Promise<void> {
  await db
    .deleteFrom('sign_in_links')
    .where('person_id', '=', member)
    .where('recovers', '=', recovers ? 1 : 0)
    .execute();
}

/** Deleting it is what makes two redemptions wait for each other: only one of them finds the row. */
export async function spend(
  db: Kysely<Tables>,
  tokenHash: string,
): Promise<Required<SignInLink> | undefined> {
  const row = await db
    .deleteFrom('sign_in_links')
    .where('token_hash', '=', tokenHash)
    .returningAll()
    .executeTakeFirst();
  return row && { tokenHash, member: row.person_id, expiresAt: row.expires_at, recovers: row.recovers === 1 };
}

export async function forgetExpired(db: Kysely<Tables>, at: number): Promise<void> {
  await db.deleteFrom('sign_in_links').where('expires_at', '<=', at).execute();
}
