import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerWords } from '../../signal-server/admin/admin-words.ts';
import { openFile, storeOver } from '../../signal-server/store/sqlite/open-sqlite.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { useServer } from './harness/fixture.ts';
import { profile, wellKnownMember, type WellKnownMember } from './harness/well-known-member.ts';

const RETRY_LIMIT_MS = 60 * 60 * 1_000;

let clock = new FakeClock();
let database: Database.Database;
const fixture = useServer(() => ({
  clock: (clock = new FakeClock()),
  openStore(file) {
    database = openFile(file);
    // So that what is overwritten is what the rewriting of the files overwrites.
    database.pragma('secure_delete = OFF');
    return storeOver(database);
  },
}));
let member: WellKnownMember;
beforeEach(async () => {
  member = await wellKnownMember(fixture);
});

/**
 * From now on SQLite does everything but `VACUUM`, as on a disk without room for a second file: it refuses to while a statement of
 * its connection is under way. Resolves to the way to make room again.
 */
function withoutRoom(): () => void {
  database.unsafeMode(true);
  const underWay = database.prepare('select 1 union all select 2').iterate();
  underWay.next();
  return () => void underWay.return?.();
}

const erase = () => member.ben.http('DELETE', '/api/me', { handle: profile.handle });

function isInFiles(trace: string): boolean {
  const { dataDir } = fixture.server;
  const files = readdirSync(dataDir, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.some(({ name }) => readFileSync(path.join(dataDir, name)).includes(trace));
}

async function untilOverwritten(): Promise<void> {
  await member.pages.ana.until(() => {
    clock.advance(RETRY_LIMIT_MS);
    return !isInFiles(profile.name);
  });
}

describe('erasing when there is no room to write the files anew', () => {
  it('[DATA-15] is done, says what remains, and nobody finds them any more', async () => {
    const makeRoom = withoutRoom();
    const guest = await fixture.browser().enter(member.rooms.own, 'Gus');
    expect((await erase()).body).toEqual({ ok: true, value: { tracesRemain: true } });
    expect(isInFiles(profile.name)).toBe(true);
    expect((await member.ben.session()).person).toBeNull();
    expect(await guest.hears('ended')).toEqual({ reason: 'closed', by: null });
    for (const gone of ['/api/members/bartholomew', `/api/rooms/${member.rooms.own}`])
      expect((await member.ana.http('GET', gone)).status).toBe(404);
    makeRoom();
  });

  it('[DATA-15] is finished by the server itself as soon as there is', async () => {
    const makeRoom = withoutRoom();
    await erase();
    // Tried again, in vain.
    clock.advance(RETRY_LIMIT_MS);
    await member.ana.session();
    expect(isInFiles(profile.name)).toBe(true);
    makeRoom();
    await untilOverwritten();
    expect(isInFiles(member.himself.personId)).toBe(false);
    expect(database.pragma('user_version', { simple: true })).toBe(0);
  });

  it('[DATA-15] is said so to whoever runs the server, too', () => {
    const request = { verb: 'remove-member', handle: 'ben' } as const;
    const said = (tracesRemain: boolean) => answerWords(request, { tracesRemain }, undefined);
    expect(said(false)).toBe('@ben is removed, with everything that was theirs.');
    expect(said(true)).toMatch(/^@ben is removed.* until the disk has room/);
  });

  it('[DATA-15] is finished with the next who is erased', async () => {
    const makeRoom = withoutRoom();
    await erase();
    makeRoom();
    const { body } = await member.cleo.http('DELETE', '/api/me', { handle: 'cleo' });
    expect(body).toEqual({ ok: true, value: { tracesRemain: false } });
    expect(isInFiles(profile.name)).toBe(false);
  });
});
