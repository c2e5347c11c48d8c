import type { Kysely, Migration } from 'kysely';

/** Whom a browser stood for before it was signed out, so that they can take it along; and which links whoever runs the server made. */
export const signingOut: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('sessions')
      .addColumn('former_person_id', 'text', (column) => column.references('people.id').onDelete('set null'))
      .execute();
    // Without it, every person who is deleted would cost a look at all sessions.
    await db.schema
      .createIndex('sessions_by_former_person')
      .on('sessions')
      .column('former_person_id')
      .execute();
    await db.schema
      .alterTable('sign_in_links')
      .addColumn('recovers', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
