import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, Migrator } from 'kysely';
import { migrationProvider } from '../migrations/migrations.ts';
import { StoreUnusable } from '../store-errors.ts';
import { overwriteErased } from './erase-queries.ts';
import { FullDiskDialect } from './full-disk-dialect.ts';
import { SqliteStore } from './sqlite-store.ts';
import type { Tables } from './tables.ts';

/** Opens (or makes) the database file and brings its tables up to date. Rejects with `StoreUnusable`, which says why in one line. */
export async function openSqlite(file: string): Promise<SqliteStore> {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return await storeOver(openFile(file));
  } catch (error) {
    throw new StoreUnusable(`The database ${file} cannot be used: ${explain(error)}`, { cause: error });
  }
}

/** A store over a database that is open; tests bring one that they can make fail. */
export async function storeOver(database: Database.Database): Promise<SqliteStore> {
  const db = new Kysely<Tables>({ dialect: new FullDiskDialect(database) });
  const { error } = await new Migrator({ db, provider: migrationProvider }).migrateToLatest();
  if (error) {
    await db.destroy();
    throw error;
  }
  // What a former server could not finish. If there still is no room for it, that keeps nobody out: whoever serves tries again.
  await overwriteErased(db).catch(() => undefined);
  return new SqliteStore(db);
}

export function openFile(file: string): Database.Database {
  // A folder that was there before may be open to others. What SQLite writes beside the file gets the rights of the file.
  closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file, { timeout: 500 });
  try {
    // A live room lives in one process: the lock keeps a second server out of this folder. The kernel frees it after kill -9.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // What is deleted (numbers, pictures, guests) is overwritten, and does not wait in free pages for others to need them.
    database.pragma('secure_delete = ON');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'SQLITE_BUSY') return 'another process uses it. Is this Parley running already?';
  if (code === 'SQLITE_NOTADB') return 'it is not a database of Parley.';
  return error instanceof Error ? error.message : String(error);
}
