import type { Kysely, Migration } from 'kysely';
import { sql } from 'kysely';

/** Members with handles and profiles, their invites, devices, passkeys, and whom they follow or block. */
export const members: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createMembers(db);
    await createInvites(db);
    await createBonds(db);
    await createSignIns(db);
    await db.schema
      .alterTable('rooms')
      .addColumn('door', 'text', (column) => column.notNull().defaultTo('link'))
      .execute();
    // Whoever was a member before had no handle: they get one that nobody would choose, and can change it.
    await sql`insert into members (person_id, handle, joined_at, invites)
      select id, 'member_' || lower(hex(randomblob(4))), created_at, 2 from people where kind = 'member'`.execute(
      db,
    );
  },
};

async function createMembers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('members')
    .addColumn('person_id', 'text', (column) =>
      column.primaryKey().references('people.id').onDelete('cascade'),
    )
    .addColumn('handle', 'text', (column) => column.notNull().unique())
    .addColumn('about', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('instagram', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('linkedin', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('invited_by', 'text', (column) => column.references('people.id').onDelete('set null'))
    .addColumn('invites', 'integer', (column) => column.notNull())
    .addColumn('joined_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('members_by_inviter').on('members').column('invited_by').execute();
  await db.schema
    .createTable('pictures')
    .addColumn('person_id', 'text', (column) =>
      column.primaryKey().references('people.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('webp', 'blob', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('pictures_by_name').on('pictures').column('name').execute();
}

async function createInvites(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('invites')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('inviter_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('friend_name', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('phone_hash', 'text')
    .addColumn('wrong_numbers', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('extra', 'integer', (column) => column.notNull())
    .addColumn('redeemed_by', 'text', (column) => column.references('people.id').onDelete('set null'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('invites_by_inviter').on('invites').column('inviter_id').execute();
  await db.schema.createIndex('invites_by_redeemer').on('invites').column('redeemed_by').execute();
  await db.schema.createIndex('invites_by_expiry').on('invites').columns(['state', 'expires_at']).execute();
  await db.schema
    .createTable('room_uses')
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('room_uses_key', ['person_id', 'room_id'])
    .execute();
  await db.schema.createIndex('room_uses_by_room').on('room_uses').column('room_id').execute();
}

async function createBonds(db: Kysely<unknown>): Promise<void> {
  for (const [table, from, to] of [
    ['follows', 'follower_id', 'followed_id'],
    ['blocks', 'blocker_id', 'blocked_id'],
  ] as const) {
    await db.schema
      .createTable(table)
      .addColumn(from, 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
      .addColumn(to, 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${table}_key`, [from, to])
      .execute();
    await db.schema.createIndex(`${table}_backwards`).on(table).column(to).execute();
  }
}

async function createSignIns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('sessions')
    .addColumn('device', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createTable('sign_in_links')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('sign_in_links_by_person').on('sign_in_links').column('person_id').execute();
  await db.schema
    .createTable('passkeys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('public_key', 'blob', (column) => column.notNull())
    .addColumn('counter', 'bigint', (column) => column.notNull())
    .addColumn('transports', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
  await db.schema.createIndex('passkeys_by_person').on('passkeys').column('person_id').execute();
}
