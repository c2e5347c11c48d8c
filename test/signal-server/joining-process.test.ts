import { statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InviteBook, NewInvite } from '../../shared/protocol/members.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import type { Person } from '../../shared/room/state.ts';
import { ServerProcess } from './harness/server-process.ts';
import { friendsNumber } from './harness/test-server.ts';

let server: ServerProcess;
beforeEach(() => {
  server = new ServerProcess();
});
afterEach(() => server.discard());

interface Answered<Value> {
  readonly status: number;
  readonly answer: Answer<Value>;
  /** The cookie that came with it. */
  readonly cookie: string;
}

/** Everyone comes from an address of their own, so that only the measures by invite count. */
let addresses = 0;
const start = () => server.start('--trust-proxy', '1');

/** Undefined for what the server died upon. */
async function ask<Value>(
  method: string,
  url: string,
  body?: object,
  cookie = '',
): Promise<Answered<Value> | undefined> {
  addresses += 1;
  const headers = {
    origin: server.url,
    'content-type': 'application/json',
    'x-forwarded-for': `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`,
    cookie,
  };
  try {
    const response = await fetch(`${server.url}/api${url}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    // The server is our own: its answers are taken at their word.
    const answer = (await response.json()) as Answer<Value>;
    const set = response.headers.getSetCookie()[0]?.split(';')[0];
    return { status: response.status, answer, cookie: set ?? cookie };
  } catch {
    return undefined;
  }
}

function valueOf<Value>(answered: Answered<Value> | undefined): Value {
  if (!answered?.answer.ok) throw new Error(JSON.stringify(answered));
  return answered.answer.value;
}

interface Session {
  readonly person: Person | null;
}

const becomeOwner = () => {
  const token = /\/owner#([\w-]+)/.exec(server.printed)?.[1];
  return ask<Session>('POST', '/session/owner', { token, name: 'Ana', handle: 'ana' });
};
const invite = (cookie: string) =>
  ask<NewInvite>('POST', '/invites', { ...friendsNumber, name: 'Friend' }, cookie);
const redeem = (token: string, handle: string) =>
  ask<Session>('POST', '/invites/redeem', { ...friendsNumber, token, handle, name: handle });

async function handleOf(cookie: string): Promise<string | undefined> {
  return valueOf(await ask<Session>('GET', '/session', undefined, cookie)).person?.handle;
}

/** Looks into the database of a server that is down. */
function count(table: 'members' | 'follows' | 'invites', where = 'true'): number {
  const database = new Database(path.join(server.dataDir, 'parley.sqlite'), { readonly: true });
  try {
    return Number(database.prepare(`select count(*) from ${table} where ${where}`).pluck().get());
  } finally {
    database.close();
  }
}

/** Resolves as soon as the server writes to its disk. */
async function untilWritten(): Promise<void> {
  const size = () => statSync(path.join(server.dataDir, 'parley.sqlite-wal')).size;
  for (const before = size(); size() === before;) await new Promise((resolve) => setImmediate(resolve));
}

describe('a server that is killed', () => {
  for (const [moment, answers] of [
    ['in the moment of writing', 0],
    ['with the first answer', 1],
    ['after a hundred answers', 100],
  ] as const) {
    it(`[INV-8] ${moment} to a thousand who redeem one invite at once has one member more, who is whoever was told so`, async () => {
      await start();
      const owner = await becomeOwner();
      const cookie = owner?.cookie ?? '';
      const { token } = valueOf(await invite(cookie));
      const handles = Array.from({ length: 1_000 }, (_, index) => `friend_${index}`);

      const written = answers === 0 ? untilWritten() : undefined;
      let heard = 0;
      let killed = written?.then(() => server.kill());
      const first = handles.map(async (handle) => {
        const answered = await redeem(token, handle);
        heard += Number(answered !== undefined);
        if (heard >= answers) killed ??= server.kill();
        return answered;
      });
      const before = await Promise.all(first);
      await killed;
      expect(before).toContain(undefined);

      await start();
      const after = await Promise.all(handles.map((handle) => redeem(token, handle)));
      const won = [...before, ...after].filter((answered) => answered?.status === 201);
      expect(won.length).toBeLessThanOrEqual(1);
      const [one] = valueOf(await ask<InviteBook>('GET', '/invites', undefined, cookie)).invites;
      expect(one?.state).toBe('redeemed');
      for (const { cookie } of won.flatMap((answered) => answered ?? []))
        expect(await handleOf(cookie)).toBe(one?.redeemedBy?.handle);
      await server.stop();
      expect([count('members'), count('follows'), count('invites')]).toEqual([2, 1, 1]);
    }, 60_000);
  }

  it('[INV-19] in a stream of invites and newcomers has lost none that it had acknowledged', async () => {
    await start();
    const owner = await becomeOwner();
    const waiting: string[] = [];
    const joined = new Map([['ana', owner?.cookie ?? '']]);

    /** Everyone invites two: the first of them joins and goes on, the second takes their time. */
    async function goOn(cookie: string): Promise<void> {
      const [next, late] = [await invite(cookie), await invite(cookie)];
      if (late?.answer.ok) waiting.push(late.answer.value.token);
      if (!next?.answer.ok) return;
      const handle = `friend_${joined.size}`;
      const newcomer = await redeem(next.answer.value.token, handle);
      if (newcomer?.status !== 201) return;
      joined.set(handle, newcomer.cookie);
      if (waiting.length === 20) void server.kill();
      await goOn(newcomer.cookie);
    }
    await goOn(owner?.cookie ?? '');
    await server.kill();
    expect(waiting.length).toBeGreaterThanOrEqual(20);

    await start();
    for (const [handle, cookie] of joined) expect(await handleOf(cookie)).toBe(handle);
    const late = await Promise.all(waiting.map((token, index) => redeem(token, `late_${index}`)));
    expect(late.map((answered) => answered?.status)).toEqual(waiting.map(() => 201));
    await server.stop();
    expect(count('invites', "state <> 'waiting' and phone_hash is not null")).toBe(0);
  });
});
