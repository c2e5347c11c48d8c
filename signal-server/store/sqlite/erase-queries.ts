import { sql, type Kysely } from 'kysely';
import type { PersonId, RoomId } from '../../../shared/room/state.ts';
import { roomsNaming } from './naming-queries.ts';
import type { Tables } from './tables.ts';

/** The database's `user_version` from the moment somebody is erased until no byte of them is left in the files. */
const BYTES_REMAIN = 1;

/** See `MemberStore.erase`. */
export function erase(
  db: Kysely<Tables>,
  member: PersonId,
  unreadable: readonly RoomId[],
): Promise<readonly RoomId[] | undefined> {
  return db.transaction().execute((transaction) => remove(transaction, member, unreadable));
}

async function remove(
  db: Kysely<Tables>,
  member: PersonId,
  unreadable: readonly RoomId[],
): Promise<readonly RoomId[] | undefined> {
  const { own, others, browsers } = await roomsNaming(db, member);
  if (others.some((room) => !unreadable.includes(room))) return undefined;
  const rooms = [...own, ...others];
  for (const room of rooms) await db.deleteFrom('rooms').where('id', '=', room).execute();
  for (const browser of browsers) await db.deleteFrom('sessions').where('browser', '=', browser).execute();
  await db.deleteFrom('sessions').where('person_id', '=', member).execute();
  // Where somebody else came in since, as a guest, the row is theirs, and only forgets whose it was.
  await db
    .deleteFrom('sessions')
    .where('former_person_id', '=', member)
    .where('person_id', 'is', null)
    .execute();
  // Everything else of theirs hangs on this row, and goes with it.
  await db.deleteFrom('people').where('id', '=', member).execute();
  await sql`pragma user_version = ${sql.lit(BYTES_REMAIN)}`.execute(db);
  return rooms;
}

/**
 * See `MemberStore.overwriteErased`. SQLite leaves what was deleted in free pages, and what was written in its log. Building the
 * file anew and emptying the log leaves neither. It is marked in the file before, so that it is done later if it cannot be now.
 */
export function overwriteErased(db: Kysely<Tables>): Promise<void> {
  // All on the one connection: whoever was erased in between would have their mark taken away with this one.
  return db.connection().execute(async (connection) => {
    if (!(await doBytesRemain(connection))) return;
    await sql`vacuum`.execute(connection);
    await emptyLog(connection);
    await sql`pragma user_version = 0`.execute(connection);
  });
}

async function doBytesRemain(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
  return rows[0]?.user_version === BYTES_REMAIN;
}

async function emptyLog(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  if (rows[0]?.busy !== 0) throw new Error('the log of the database could not be emptied');
}
