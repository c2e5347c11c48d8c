import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqlite } from '../../signal-server/store/sqlite/open-sqlite.ts';
import { signInStoreContract } from '../contracts/sign-in-store-contract.ts';

let folder = '';

signInStoreContract(
  'SQLite',
  () => {
    if (folder === '') folder = mkdtempSync(path.join(tmpdir(), 'parley-store-'));
    return openSqlite(path.join(folder, 'parley.sqlite'));
  },
  () => {
    rmSync(folder, { recursive: true, force: true });
    folder = '';
  },
);
