import type { Database } from 'better-sqlite3';
import { SqliteDialect, SqliteDriver, type DatabaseConnection, type Driver } from 'kysely';

/**
 * On some errors (a full disk, bad I/O) SQLite has already rolled back by itself (lang_transaction.html, 3.1). Kysely rolls back again,
 * and the failure of that would hide the error that matters.
 */
class FullDiskDriver extends SqliteDriver {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

export class FullDiskDialect extends SqliteDialect {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new FullDiskDriver(this.#database);
  }
}
