import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { hashToken } from '../../signal-server/identity/tokens.ts';
import { failingStore } from '../fakes/failing-store.ts';
import { useServer } from './harness/fixture.ts';
import { besides } from './harness/sign-in-links.ts';
import { picture, profile, wellKnownMember, type WellKnownMember } from './harness/well-known-member.ts';

let disk: ReturnType<typeof failingStore>;
const fixture = useServer(() => ({ overStore: (store) => (disk = failingStore(store)) }));
let member: WellKnownMember;
beforeEach(async () => {
  member = await wellKnownMember(fixture);
});

const refusal = (reason: string) => ({ ok: false, reason });

/** Everything by which he could be known. */
function traces(): readonly (string | Buffer)[] {
  return [
    member.himself.personId,
    ...Object.values(profile).flatMap((text) => text.split('\n')),
    'Bart the Guest',
    'Bartleby',
    'Dora of the Docks',
    'passkey-of-bartholomew',
    'public key of bartholomew',
    ...member.tokenHashes,
    ...member.presences,
    member.rooms.own,
    'Under the bridge',
    Buffer.from(picture).subarray(12),
  ];
}

/** Those that are anywhere in the bytes of the files of the data folder. */
function found(searched: readonly (string | Buffer)[]): readonly string[] {
  const { dataDir } = fixture.server;
  const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
  return searched.filter((one) => files.some((bytes) => bytes.includes(one))).map(String);
}

const erase = (handle = profile.handle) => member.ben.http('DELETE', '/api/me', { handle });

describe('erasing oneself', () => {
  it('[DATA-4] needs one’s own handle', async () => {
    for (const [body, status, reason] of [
      [{ handle: 'ana' }, 403, 'wrong-handle'],
      [{ handle: '' }, 403, 'wrong-handle'],
      [{}, 400, 'malformed'],
      [{ handle: profile.handle, sure: true }, 400, 'malformed'],
    ] as const) {
      const answer = await member.ben.http('DELETE', '/api/me', body);
      expect([answer.status, answer.body]).toEqual([status, refusal(reason)]);
    }
    expect((await member.ben.session()).person).toMatchObject({ handle: profile.handle });
  });

  it('[DATA-7] leaves no byte of oneself in any file, whoever wrote it, at once and after a restart', async () => {
    const searched = traces();
    // What was overwritten in the meantime, as the name on his invite, may be there still or not.
    const lasting = searched.filter((trace) => trace !== 'Bartleby').map(String);
    expect(found(searched)).toEqual(expect.arrayContaining(lasting));
    expect((await erase()).body).toEqual({ ok: true, value: { tracesRemain: false } });
    expect(found(searched)).toEqual([]);
    await fixture.server.restart();
    expect(found(searched)).toEqual([]);
    expect((await member.ana.http('GET', '/api/members/bartholomew')).body).toEqual(
      refusal('no-such-member'),
    );
    expect((await fixture.server.http('GET', `/pictures/${member.himself.picture}.webp`)).status).toBe(404);
  });

  it('[DATA-14] what was known of a browser goes when one signs out there, and its session with the erasing', async () => {
    const other = await besides(fixture, member.ben);
    const searched = ['Safari on iPhone', hashToken(other.cookie.split('=')[1] ?? '')];
    expect(found(searched)).toEqual(searched);
    await other.http('DELETE', '/api/session');
    await erase();
    expect(found(searched)).toEqual([]);
  });

  it('[DATA-5] ends every session; the browser gets another cookie', async () => {
    const before = member.ben.cookie;
    await erase();
    expect(member.ben.cookie).not.toBe(before);
    const { server } = fixture;
    for (const cookie of [before, member.ben.cookie]) {
      const { body } = await server.http('GET', '/api/session', { headers: { cookie } });
      expect(body.value).toMatchObject({ person: null });
    }
    expect((await erase()).body).toEqual(refusal('not-signed-in'));
  });

  it('[DATA-9] closes one’s rooms for everyone, who are told, and the rooms are gone', async () => {
    const guest = await fixture.browser().enter(member.rooms.own, 'Gus');
    await erase();
    expect(await guest.hears('ended')).toEqual({ reason: 'closed', by: null });
    expect(await guest.watch(member.rooms.own)).toEqual(refusal('no-such-room'));
    expect((await member.ana.http('GET', `/api/rooms/${member.rooms.own}`)).body).toEqual(
      refusal('no-such-room'),
    );
  });

  it('[DATA-9] leaves the rooms of others at once, for good and quietly', async () => {
    await erase();
    await member.pages.ana.until(() => member.pages.ana.stage?.people.length === 1);
    expect(member.pages.cleo.all('ended')).toEqual([]);
    await member.pages.ben.until(
      () => member.pages.ben.connections === 2 && member.pages.ben.socket.connected,
    );
    expect(await member.pages.ben.enter(member.rooms.anas)).toEqual(refusal('not-signed-in'));
    const preview = await member.ana.http('GET', `/api/rooms/${member.rooms.anas}`);
    expect(preview.body.value).toMatchObject({ live: true, listening: 1, stage: [{ name: 'Ana' }] });
    const stored = await disk.findRoom(member.rooms.anas);
    expect(stored?.room).toMatchObject({ invited: { people: [] }, version: stored?.room.version });
    expect((await disk.findRoom(member.rooms.forbidden))?.room.keptOut).toEqual([]);
  });

  it('[DATA-10] that the disk does not take is refused, and one is a member as before', async () => {
    disk.full = true;
    const answer = await erase();
    expect([answer.status, answer.body]).toEqual([503, refusal('unavailable')]);
    disk.full = false;
    expect((await member.ben.session()).person).toMatchObject({ handle: profile.handle });
    const page = await member.ben.open();
    expect(await page.enter(member.rooms.anas)).toMatchObject({ ok: true });
    expect((await erase()).body).toEqual({ ok: true, value: { tracesRemain: false } });
    expect(found(traces())).toEqual([]);
  });

  it('[DATA-10] goes through also where a room that names one is damaged, and that room goes with it', async () => {
    await fixture.server.stop();
    const database = new Database(fixture.server.file);
    database.exec(
      `update rooms set snapshot = '{"stage": "${member.himself.personId}'  where id = '${member.rooms.forbidden}'`,
    );
    database.close();
    await fixture.server.start();
    expect((await erase()).body).toEqual({ ok: true, value: { tracesRemain: false } });
    expect(found(traces())).toEqual([]);
    expect(await disk.findRoom(member.rooms.forbidden)).toBeUndefined();
    expect(await disk.findRoom(member.rooms.anas)).toBeDefined();
  });

  it('[DATA-9] nobody slips back into a room while they are erased', async () => {
    const tries = Array.from({ length: 20 }, async () => {
      const page = await member.ben.open();
      return (await page.enter(member.rooms.anas)).ok;
    });
    const [erased] = await Promise.all([erase(), ...tries.map((one) => one.catch(() => false))]);
    expect(erased.body).toEqual({ ok: true, value: { tracesRemain: false } });
    expect(found(traces())).toEqual([]);
    const preview = await member.ana.http('GET', `/api/rooms/${member.rooms.anas}`);
    expect(preview.body.value).toMatchObject({ listening: 1, stage: [{ name: 'Ana' }] });
  });
});
