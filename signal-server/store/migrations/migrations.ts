import type { Migration, MigrationProvider } from 'kysely';
import { peopleAndRooms } from './0001-people-and-rooms.ts';
import { visits } from './0002-visits.ts';
import { members } from './0003-members.ts';
import { signingOut } from './0004-signing-out.ts';

/** In order, and never changed once released. Imported, not read from a folder, so that they are in the bundle. */
const migrations: Record<string, Migration> = {
  '0001-people-and-rooms': peopleAndRooms,
  '0002-visits': visits,
  '0003-members': members,
  '0004-signing-out': signingOut,
};

export const migrationProvider: MigrationProvider = { getMigrations: () => Promise.resolve(migrations) };
