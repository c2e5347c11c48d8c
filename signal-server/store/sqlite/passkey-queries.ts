import { sql, type Kysely, type Selectable } from 'kysely';
import { PASSKEY_LIMIT } from '../../../shared/members/limits.ts';
import type { PersonId } from '../../../shared/room/state.ts';
import type { StoredPasskey } from '../sign-in-store.ts';
import type { Tables } from './tables.ts';

/** Within a transaction. */
export async function addPasskey(
  db: Kysely<Tables>,
  passkey: StoredPasskey,
): Promise<'already-so' | 'too-many' | undefined> {
  const { id, personId, publicKey, counter, transports, description, createdAt, usedAt } = passkey;
  if (await findPasskey(db, id)) return 'already-so';
  if ((await passkeysOf(db, personId)).length >= PASSKEY_LIMIT) return 'too-many';
  await db
    .insertInto('passkeys')
    .values({
      id,
      person_id: personId,
      public_key: Buffer.from(publicKey),
      counter,
      transports: JSON.stringify(transports),
      device: description,
      created_at: createdAt,
      used_at: usedAt,
    })
    .execute();
  return undefined;
}

export async function passkeysOf(db: Kysely<Tables>, member: PersonId): Promise<readonly StoredPasskey[]> {
  const rows = await db
    .selectFrom('passkeys')
    .selectAll()
    .where('person_id', '=', member)
    .orderBy('created_at', 'desc')
    .orderBy(sql`rowid`, 'desc')
    .execute();
  return rows.map(asPasskey);
}

export async function findPasskey(db: Kysely<Tables>, id: string): Promise<StoredPasskey | undefined> {
  const row = await db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst();
  return row && asPasskey(row);
}

export async function removePasskey(db: Kysely<Tables>, member: PersonId, id: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('passkeys')
    .where('id', '=', id)
    .where('person_id', '=', member)
    .executeTakeFirstOrThrow();
  return removed.numDeletedRows > 0n;
}

export async function removeAll(db: Kysely<Tables>, member: PersonId): Promise<void> {
  await db.deleteFrom('passkeys').where('person_id', '=', member).execute();
}

/** Whose passkey it is. Some never count and say 0 each time; of those that do, no number counts twice. */
export async function countUse(
  db: Kysely<Tables>,
  { id, counter, at }: { readonly id: string; readonly counter: number; readonly at: number },
): Promise<PersonId | undefined> {
  const row = await db
    .updateTable('passkeys')
    .set({ counter, used_at: at })
    .where('id', '=', id)
    .where('counter', counter === 0 ? '=' : '<', counter)
    .returning('person_id')
    .executeTakeFirst();
  return row?.person_id;
}

function asPasskey(row: Selectable<Tables['passkeys']>): StoredPasskey {
  const { id, person_id: personId, counter, device: description } = row;
  return {
    id,
    personId,
    publicKey: new Uint8Array(row.public_key),
    counter,
    // As `addPasskey` wrote it.
    transports: JSON.parse(row.transports) as readonly string[],
    description,
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}
