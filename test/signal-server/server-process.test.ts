import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Entrance } from '../../shared/protocol/messages.ts';
import { ServerProcess } from './harness/server-process.ts';
import { TestPage } from './harness/test-page.ts';
import { friendsNumber } from './harness/test-server.ts';

let server: ServerProcess;
let pages: TestPage[] = [];
beforeEach(() => {
  server = new ServerProcess();
});
afterEach(async () => {
  for (const page of pages) page.close();
  pages = [];
  await server.discard();
});

/** Becomes the owner with the printed link, and opens a room. */
async function openRoom(): Promise<{ cookie: string; room: string }> {
  const headers = { origin: server.url, 'content-type': 'application/json' };
  const token = /\/owner#([\w-]+)/.exec(server.printed)?.[1];
  const owner = await fetch(`${server.url}/api/session/owner`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token, name: 'Ana', handle: 'ana' }),
  });
  const cookie = owner.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const opened = await fetch(`${server.url}/api/rooms`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ title: 'Tea' }),
  });
  return { cookie, room: ((await opened.json()) as { value: { room: string } }).value.room };
}

async function connect(cookie: string): Promise<TestPage> {
  const page = new TestPage(server.url, cookie);
  pages.push(page);
  await page.connected();
  return page;
}

describe('the server’s process', () => {
  it('[START-1] prints where it is and, while nobody has an account, a link for the owner, new at each start', async () => {
    await server.start();
    expect(server.printed).toContain(`Parley is at http://localhost:${server.port}`);
    const first = /owner#([\w-]{43})/.exec(server.printed)?.[1];
    expect(await server.stop()).toBe(0);
    await server.start();
    const second = /owner#([\w-]{43})/.exec(server.printed)?.[1];
    expect(second).not.toBe(first);
    await openRoom();
    await server.stop();
    await server.start();
    expect(server.printed).not.toContain('owner#');
  });

  it('[START-2] says in one line that the port is in use, and which', async () => {
    const other: Server = createServer().listen(server.port, '127.0.0.1');
    await once(other, 'listening');
    expect(await server.run()).toBe(1);
    expect(server.printed.trim()).toMatch(new RegExp(`^Port ${server.port} is in use\\..*$`));
    other.close();
  });

  it('[START-3] says in one line that the database cannot be used, and which', async () => {
    const file = path.join(server.dataDir, 'parley.sqlite');
    mkdirSync(server.dataDir, { recursive: true });
    writeFileSync(file, 'no database '.repeat(1_000));
    expect(await server.run()).toBe(1);
    expect(server.printed.trim()).toBe(
      `The database ${file} cannot be used: it is not a database of Parley.`,
    );
  });

  it('[START-3] says in one line that the key for phone numbers cannot be used, and which', async () => {
    const file = path.join(server.dataDir, 'phone.key');
    mkdirSync(server.dataDir, { recursive: true });
    writeFileSync(file, 'no key');
    expect(await server.run()).toBe(1);
    expect(server.printed.trim()).toBe(`The key ${file} cannot be used: it must have 32 bytes.`);
  });

  it('[START-4] refuses what it does not know, and shows its settings when asked', async () => {
    expect(await server.run('--prot', '1')).toBe(1);
    expect(server.printed.trim()).toMatch(/^Unknown option '--prot'.*$/);
    expect(await server.run('--help')).toBe(0);
    expect(server.printed).toContain('--data-dir');
  });

  it('[START-5] shuts down within 3 s when told to, and pages see it and come back', async () => {
    await server.start();
    const { cookie, room } = await openRoom();
    const page = await connect(cookie);
    await page.enter(room);
    const at = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - at).toBeLessThan(3_000);
    await page.until(() => !page.socket.connected);
    await server.start();
    await page.until(() => page.connections === 2);
    expect(await page.enter(room)).toMatchObject({
      ok: true,
      value: { stage: { people: [{ name: 'Ana', awaySince: null }] } },
    });
  });

  it('[START-6] killed in the middle of a stream of commands, has lost none that it had acknowledged', async () => {
    await server.start();
    const { cookie, room } = await openRoom();
    const page = await connect(cookie);
    const entered = (await page.enter(room)) as Extract<Answer<Entrance>, { ok: true }>;
    let acknowledged = 0;
    const send = async (): Promise<void> => {
      for (let sent = 1; page.socket.connected; sent += 1) {
        const answer = await page.command({ type: 'retitle', title: `Title ${sent}` }).catch(() => undefined);
        if (answer?.ok) acknowledged = sent;
        else await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const sending = send();
    await page.until(() => acknowledged >= 25);
    await server.kill();
    await sending;
    await server.start();
    await page.until(() => page.connections === 2);
    const again = await page.enter(room);
    if (!again.ok) throw new Error(again.reason);
    expect(Number(again.value.stage.title.replace('Title ', ''))).toBeGreaterThanOrEqual(acknowledged);
    expect(again.value.you).toBe(entered.value.you);
    expect(again.value.stage.people).toMatchObject([{ role: 'moderator' }]);
  });

  it('[START-7] logs no names, tokens or addresses', async () => {
    await server.start('--log-level', 'trace');
    const { cookie, room } = await openRoom();
    const page = await connect(cookie);
    await page.enter(room);
    await page.ask('command', { type: 'retitle' });
    const invited = await fetch(`${server.url}/api/invites`, {
      method: 'POST',
      headers: { origin: server.url, 'content-type': 'application/json', cookie },
      body: JSON.stringify({ name: 'Bela', ...friendsNumber }),
    });
    expect(invited.status).toBe(201);
    await server.stop();
    const logged = server.printed.split('\n').slice(3).join('\n');
    expect(logged).not.toMatch(/Ana|Bela|23456789|127\.0\.0\.1/);
    expect(logged).not.toContain(cookie.split('=')[1]);
  });
});
