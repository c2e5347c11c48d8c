import { sql, type Kysely } from 'kysely';
import type { PersonId, RoomId } from '../../../shared/room/state.ts';
import { roomsNaming } from './naming-queries.ts';
import type { Tables } from './tables.ts';

/** The database's `user_version` from the moment somebody is erased until no byte of them is left in the files. */
const BYTES_REMAIN = 1;

/** See `MemberStore.erase`. */
export async function erase(
  db: Kysely<Tables>,
  member: PersonId,
  unreadable: readonly RoomId[],
): Promise<readonly RoomId[] | undefined> {
  const gone = await db.transaction().execute((transaction) => remove(transaction, member, unreadable));
  if (gone) await overwriteWhatWasErased(db);
  return gone;
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
  // Everything else of theirs hangs on this row, and goes with it.
  await db.deleteFrom('people').where('id', '=', member).execute();
  await sql`pragma user_version = ${sql.lit(BYTES_REMAIN)}`.execute(db);
  return rooms;
}

/**
 * SQLite leaves what was deleted in free pages, and what was written in its log. Building the file anew and emptying the log
 * leaves neither. It is marked in the file before, so that a server that is killed in between does it when it starts.
 */
async function overwriteWhatWasErased(db: Kysely<Tables>): Promise<void> {
  await sql`vacuum`.execute(db);
  await emptyLog(db);
  await sql`pragma user_version = 0`.execute(db);
}

/** What a former server could not finish. */
export async function finishErasing(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
  if (rows[0]?.user_version === BYTES_REMAIN) await overwriteWhatWasErased(db);
}

async function emptyLog(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  if (rows[0]?.busy !== 0) throw new Error('the log of the database could not be emptied');
}
