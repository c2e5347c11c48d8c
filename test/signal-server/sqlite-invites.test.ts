import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openSqlite } from '../../signal-server/store/sqlite/open-sqlite.ts';
import {
  at,
  claimOf,
  invite,
  inviteStoreContract,
  redemption,
  wrong,
} from '../contracts/invite-store-contract.ts';
import { addOwner } from '../contracts/store-contract.ts';

let folder: string | undefined;
const file = () =>
  path.join((folder ??= mkdtempSync(path.join(tmpdir(), 'parley-invites-'))), 'parley.sqlite');
const discard = () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
};

inviteStoreContract('SQLite', () => openSqlite(file()), discard);

it('[INV-17] no row has a number, be it as a hash, of an invite that has ended, nor the name of a friend who has joined', async () => {
  const store = await openSqlite(file());
  await addOwner(store);
  const expiresAt = at + 1;
  for (const id of ['redeemed', 'withdrawn', 'locked', 'expired', 'waiting'])
    await store.invites.issue(invite(id, { extra: true, ...(id === 'expired' && { expiresAt }) }));
  await store.invites.redeem(redemption('redeemed', 'ben'));
  await store.invites.withdraw('person-ana', 'withdrawn', at);
  for (let tries = 0; tries < 5; tries += 1) await store.invites.check(claimOf('locked', wrong));
  await store.invites.settle(expiresAt, at);
  await store.close();
  const database = new Database(file(), { readonly: true });
  const rows = database
    .prepare('select state, phone_hash, friend_name from invites order by state')
    .raw()
    .all();
  database.close();
  discard();
  expect(rows).toEqual([
    ['expired', null, 'Friend of expired'],
    ['locked', null, 'Friend of locked'],
    ['redeemed', null, ''],
    ['waiting', 'number of waiting', 'Friend of waiting'],
    ['withdrawn', null, 'Friend of withdrawn'],
  ]);
});
