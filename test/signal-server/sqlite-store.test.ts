import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFile, openSqlite, storeOver } from '../../signal-server/store/sqlite/open-sqlite.ts';
import { StoreUnusable, UnreadableRoom } from '../../signal-server/store/store-errors.ts';
import { addOwner, closedRoom, storeContract } from '../contracts/store-contract.ts';

let folder = '';
const file = () => path.join(folder, 'data', 'parley.sqlite');
const newFolder = () => {
  if (folder === '') folder = mkdtempSync(path.join(tmpdir(), 'parley-store-'));
};
const discard = () => {
  rmSync(folder, { recursive: true, force: true });
  folder = '';
};

storeContract(
  'SQLite',
  () => {
    newFolder();
    return openSqlite(file());
  },
  discard,
);

describe('SQLite in particular', () => {
  beforeEach(newFolder);
  afterEach(discard);
  const at = Date.now();

  it('[SQLITE-1] waits for the disk with every write', async () => {
    const database = openFile(path.join(folder, 'a.sqlite'));
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();
  });

  it.skipIf(process.platform === 'win32')(
    '[SQLITE-7] makes files that nobody else on the machine can read, in whatever folder',
    async () => {
      const data = path.dirname(file());
      mkdirSync(data, { mode: 0o755 });
      const store = await openSqlite(file());
      const modes = readdirSync(data).map((name) => statSync(path.join(data, name)).mode & 0o777);
      expect(modes.length).toBeGreaterThan(0);
      expect(new Set(modes)).toEqual(new Set([0o600]));
      await store.close();
    },
  );

  it('[SQLITE-2] keeps a second server out of the same folder, and says so in one line', async () => {
    const store = await openSqlite(file());
    await expect(openSqlite(file())).rejects.toThrow(/another process uses it/);
    await store.close();
    await (await openSqlite(file())).close();
  });

  it('[SQLITE-3] says in one line what is wrong with a file or folder it cannot use', async () => {
    const text = path.join(folder, 'text.sqlite');
    writeFileSync(text, 'Once upon a time there was no database at all. '.repeat(50));
    const noFolder = path.join(text, 'parley.sqlite');
    for (const unusable of [text, noFolder]) {
      const error: unknown = await openSqlite(unusable).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StoreUnusable);
      expect(String(error)).toContain(unusable);
      expect(String(error)).not.toContain('\n');
    }
  });

  it('[SQLITE-4] refuses what a full disk does not take, whole, and takes it again later', async () => {
    const database = openFile(path.join(folder, 'full.sqlite'));
    const store = await storeOver(database);
    await addOwner(store);
    await store.createRoom(closedRoom(), at);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
    const long = { type: 'retitled', title: 'x'.repeat(100_000), by: null, at } as const;
    await expect(store.recordEvents('room-1', 0, [{ type: 'opened', at }, long])).rejects.toMatchObject({
      code: 'SQLITE_FULL',
    });
    expect((await store.findRoom('room-1'))?.room).toEqual(closedRoom());
    await store.check();
    database.pragma('max_page_count = 1000000');
    await store.recordEvents('room-1', 0, [{ type: 'opened', at }, long]);
    expect((await store.findRoom('room-1'))?.room.version).toBe(2);
    await store.close();
  });

  it('[SQLITE-6] lets a change of one room come in between when hundreds of others are made short at once', async () => {
    const store = await openSqlite(file());
    await addOwner(store);
    const ids = Array.from({ length: 200 }, (_, index) => `room-${index}`);
    for (const id of [...ids, 'live']) await store.createRoom(closedRoom(id), at);
    let compacted = 0;
    const compacting = ids.map(async (id) => {
      await store.compactRoom(closedRoom(id));
      compacted += 1;
    });
    await store.recordEvents('live', 0, [{ type: 'opened', at }]);
    expect(compacted).toBeLessThan(10);
    await Promise.all(compacting);
    await store.close();
  });

  const damages: Record<string, string> = {
    'a torn snapshot': `update rooms set snapshot = substr(snapshot, 1, 40)`,
    'a snapshot of something else': `update rooms set snapshot = '{"version":0}'`,
    'a torn event': `update room_events set event = substr(event, 1, 10) where version = 2`,
    'a missing event': `delete from room_events where version = 1`,
    'a missing last event': `delete from room_events where version = 2`,
  };
  for (const [damage, statement] of Object.entries(damages)) {
    it(`[SQLITE-5] rejects a room with ${damage} without quoting it, and reads the others`, async () => {
      const store = await openSqlite(file());
      await addOwner(store);
      for (const id of ['room-1', 'room-2']) await store.createRoom(closedRoom(id), at);
      const retitled = { type: 'retitled', title: 'A secret', by: null, at } as const;
      await store.recordEvents('room-1', 0, [{ type: 'opened', at }, retitled]);
      await store.close();
      const database = new Database(file());
      database.exec(
        `${statement}${statement.includes('where') ? ' and' : ' where'} ${statement.includes('room_events') ? 'room_id' : 'id'} = 'room-1'`,
      );
      database.close();
      const again = await openSqlite(file());
      const error: unknown = await again.findRoom('room-1').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UnreadableRoom);
      expect(String(error)).toContain('room-1');
      expect(String(error)).not.toMatch(/secret|Tea/);
      expect((await again.findRoom('room-2'))?.room).toEqual(closedRoom('room-2'));
      await again.close();
    });
  }
});
