import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import type { Person } from '../../shared/room/state.ts';
import { openFile, openSqlite, storeOver } from '../../signal-server/store/sqlite/open-sqlite.ts';
import { addMembers, memberStoreContract } from '../contracts/member-store-contract.ts';

const ben: Person = { personId: 'person-of-bartholomew', name: 'Ben', kind: 'member' };

let folder = '';
const file = () =>
  path.join((folder ||= mkdtempSync(path.join(tmpdir(), 'parley-members-'))), 'parley.sqlite');
const discard = () => {
  rmSync(folder, { recursive: true, force: true });
  folder = '';
};
afterEach(discard);

memberStoreContract(
  'SQLite',
  () => openSqlite(file()),
  () => undefined,
);

/** Whether a text is anywhere in the bytes of the store's files. */
function isInFiles(text: string): boolean {
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
  return files.some((bytes) => bytes.includes(text));
}

it('[DATA-7] leaves no byte of a person in the files, also while the database is open', async () => {
  const store = await openSqlite(file());
  await addMembers(store, undefined, { ...ben, handle: 'unmistakable', name: 'Bartholomew' });
  await store.members.change(ben.personId, {
    handle: 'unmistakable_2',
    name: 'Bartholomew II',
    about: 'Sings beneath the bridge.'.repeat(10),
    instagram: 'bart.sings',
    linkedin: 'in/bart-sings',
  });
  expect(isInFiles('unmistakable')).toBe(true);
  await store.members.erase(ben.personId, []);
  await store.members.overwriteErased();
  for (const trace of ['unmistakable', 'Bartholomew', 'beneath the bridge', 'bart.sings', ben.personId])
    expect([trace, isInFiles(trace)]).toEqual([trace, false]);
  expect(await store.members.findByHandle('ana')).toBeDefined();
  await store.close();
});

it('[DATA-8] a server that was killed while it erased finishes that when it starts', async () => {
  await (await openSqlite(file())).close();
  const database = openFile(file());
  database.pragma('secure_delete = OFF');
  database.exec(`insert into people values ('gone', 'member', 'Bartholomew', 1)`);
  database.exec(`delete from people; pragma user_version = 1`);
  expect(isInFiles('Bartholomew')).toBe(true);
  const store = await storeOver(database);
  expect(isInFiles('Bartholomew')).toBe(false);
  await store.close();
  const again = new Database(file());
  expect(again.pragma('user_version', { simple: true })).toBe(0);
  again.close();
});

it('[DATA-15] a server starts that still cannot finish it, and keeps the mark', async () => {
  await (await openSqlite(file())).close();
  const database = openFile(file());
  database.pragma('user_version = 1');
  // With a statement under way, SQLite does not rewrite the file.
  database.unsafeMode(true);
  const underWay = database.prepare('select 1 union all select 2').iterate();
  underWay.next();
  const store = await storeOver(database);
  await expect(store.members.overwriteErased()).rejects.toThrow('VACUUM');
  expect(database.pragma('user_version', { simple: true })).toBe(1);
  underWay.return?.();
  await store.members.overwriteErased();
  expect(database.pragma('user_version', { simple: true })).toBe(0);
  await store.close();
});
