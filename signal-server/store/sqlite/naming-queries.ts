import { sql, type Expression, type Kysely, type SqlBool } from 'kysely';
import type { PersonId } from '../../../shared/room/state.ts';
import type { RoomsNaming } from '../member-store.ts';
import type { Tables } from './tables.ts';

/** The browsers in which this member is or was signed in, and nobody else has been since or was before. */
export async function ownBrowsers(db: Kysely<Tables>, member: PersonId): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('sessions')
    .select('browser')
    .distinct()
    .where((is) => is.or([is('person_id', '=', member), is('former_person_id', '=', member)]))
    .where('browser', 'not in', (those) =>
      those
        .selectFrom('sessions')
        .select('browser')
        // Nothing is unequal to null.
        .where((is) => is.or([is('person_id', '!=', member), is('former_person_id', '!=', member)])),
    )
    .execute();
  return rows.map(({ browser }) => browser);
}

/** Whether a text has one of these in it. Ids and hashes are never escaped in JSON, and too long to be there by chance. */
export function mentions(column: 'snapshot' | 'event', names: readonly string[]): Expression<SqlBool> {
  const tests = names.map((name) => sql`instr(${sql.ref(column)}, ${name}) > 0`);
  return sql<SqlBool>`(${sql.join(tests, sql` or `)})`;
}

export async function roomsNaming(db: Kysely<Tables>, member: PersonId): Promise<RoomsNaming> {
  const browsers = await ownBrowsers(db, member);
  const names = [member, ...browsers];
  const rows = await db
    .selectFrom('rooms')
    .select(['id', 'owner_id'])
    .where((is) =>
      is.or([
        is('owner_id', '=', member),
        mentions('snapshot', names),
        is('id', 'in', is.selectFrom('room_events').select('room_id').where(mentions('event', names))),
      ]),
    )
    .execute();
  const own = rows.filter((row) => row.owner_id === member).map(({ id }) => id);
  const others = rows.filter((row) => row.owner_id !== member).map(({ id }) => id);
  return { own, others, browsers };
}
