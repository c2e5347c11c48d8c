import type { Kysely, Migration } from 'kysely';
import { sql } from 'kysely';

/** When a browser last came into a room, so that guests who never return can be forgotten. */
export const visits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('sessions')
      .addColumn('visited_at', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    // Nobody knows when they came before: counted from now, nobody is forgotten too early.
    await sql`update sessions set visited_at = ${Date.now()}`.execute(db);
    // Without it, every person who is deleted would cost a look at all sessions.
    await db.schema.createIndex('sessions_by_person').on('sessions').column('person_id').execute();
  },
};
