import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminSocketPath, UnsafeFolder } from '../../signal-server/admin/admin-socket-path.ts';
import { readArguments } from '../../signal-server/admin/read-arguments.ts';
import { ServerProcess } from './harness/server-process.ts';
import { TestPage } from './harness/test-page.ts';

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

async function ask(method: string, url: string, body: unknown, cookie = '') {
  const response = await fetch(`${server.url}/api${url}`, {
    method,
    headers: { origin: server.url, 'content-type': 'application/json', cookie },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const [set = ''] = response.headers.getSetCookie();
  // What comes is for the test to expect.
  const answer = (await response.json()) as { ok: boolean; reason?: string; value?: Record<string, unknown> };
  return { ...answer, cookie: set.split(';')[0] ?? '' };
}

/** Ana becomes the server's owner by the link that it prints. Resolves to her cookie. */
async function becomeOwner(): Promise<string> {
  const token = /\/owner#([\w-]{43})/.exec(server.printed)?.[1];
  return (await ask('POST', '/session/owner', { token, name: 'Ana', handle: 'ana' })).cookie;
}

const tokenIn = (printed: string, page: string) =>
  new RegExp(`^http://localhost:${server.port}/${page}#([\\w-]{43})$`, 'm').exec(printed)?.[1];
const phone = '+49 151 23456789';

/** Ben joins by an invite from the command line, which needs no running server; redeeming it does. */
async function invite(...flags: readonly string[]): Promise<string> {
  const { code, printed } = await server.cli('invite', 'Ben', phone, ...flags);
  expect([code, printed]).toEqual([0, expect.stringContaining('Ben')]);
  return tokenIn(printed, 'join') ?? '';
}

async function redeem(token: string, handle = 'ben') {
  return ask('POST', '/invites/redeem', { token, phone, country: '', handle, name: 'Benedict Bridges' });
}

/** Each of these is done with the server running, and with it stopped before and started again after. */
const ways: readonly [string, (work: () => Promise<void>) => Promise<void>][] = [
  ['with a running server', (work) => work()],
  [
    'without a server',
    async (work) => {
      await server.stop();
      await work();
      await server.start();
    },
  ],
];

for (const [way, within] of ways) {
  describe(`the command line, ${way}`, () => {
    it('[CLI-1] recovers an account by a link that signs in once', async () => {
      await server.start();
      const cookie = await becomeOwner();
      let token: string | undefined;
      await within(async () => {
        const { code, printed } = await server.cli('recover', '@Ana');
        expect([code, printed]).toEqual([0, expect.stringMatching(/@ana.*once.*other browsers out/)]);
        token = tokenIn(printed, 'sign-in');
      });
      await ask('POST', '/session/link', {}, cookie);
      await ask('DELETE', '/session/devices', undefined, cookie);
      const signedIn = await ask('POST', '/session/link/redeem', { token });
      expect(signedIn).toMatchObject({ ok: true, value: { person: { handle: 'ana' } } });
      expect(await ask('POST', '/session/link/redeem', { token })).toMatchObject({ reason: 'link-spent' });
    });

    it('[CLI-2] invites beyond all quota, from the first member or another', async () => {
      await server.start();
      await becomeOwner();
      let tokens: readonly string[] = [];
      await within(async () => {
        tokens = [await invite(), await invite(), await invite('--from', 'ana')];
      });
      const [first = '', , third = ''] = tokens;
      const ben = await redeem(first);
      expect(ben).toMatchObject({ ok: true, value: { person: { handle: 'ben' } } });
      await within(async () => {
        await invite('--from', 'ben');
      });
      expect(await redeem(third, 'ben_too')).toMatchObject({ ok: true });
      const { value } = await ask('GET', '/members/ben', undefined, ben.cookie);
      expect(value).toMatchObject({ invitedBy: { handle: 'ana' } });
    });

    it('[CLI-2] reads a number of the country that is named', async () => {
      await server.start();
      await becomeOwner();
      await within(async () => {
        const without = await server.cli('invite', 'Ben', '0151 23456789');
        expect(without).toEqual({ code: 1, printed: expect.stringContaining('--country') });
        const { code, printed } = await server.cli('invite', 'Ben', '0151 23456789', '--country', 'de');
        expect([code, printed]).toEqual([0, expect.stringContaining('+4915123456789')]);
      });
    });

    it('[CLI-3] lists the members', async () => {
      await server.start();
      await within(async () => {
        expect(await server.cli('members')).toEqual({ code: 0, printed: 'Nobody has an account yet.' });
        expect((await server.cli('invite', 'Ben', phone)).printed).toMatch(/^Nobody has an account yet/);
      });
      await becomeOwner();
      await redeem(await invite());
      await within(async () => {
        const { code, printed } = await server.cli('members');
        expect(code).toBe(0);
        expect(printed.split('\n')).toEqual([
          expect.stringMatching(/^@ana {2}Ana {15,}\d+ \w+ \d{4}$/),
          expect.stringMatching(/^@ben {2}Benedict Bridges {2}\d+ \w+ \d{4} {2}invited by @ana$/),
        ]);
      });
    });

    it('[CLI-4] removes a member with everything that is theirs, to the last byte', async () => {
      await server.start();
      await becomeOwner();
      const { cookie } = await redeem(await invite(), 'unmistakable');
      const { value } = await ask('POST', '/rooms', { title: 'Under the bridge' }, cookie);
      const room = String(value?.['room']);
      await within(async () => {
        expect(await server.cli('remove-member', 'unmistakable', '--yes')).toEqual({
          code: 0,
          printed: '@unmistakable is removed, with everything that was theirs.',
        });
        const files = readdirSync(server.dataDir).filter((name) => name.startsWith('parley.sqlite'));
        const bytes = Buffer.concat(files.map((name) => readFileSync(path.join(server.dataDir, name))));
        for (const trace of ['unmistakable', 'Benedict', 'Under the bridge', room])
          expect([trace, bytes.includes(trace)]).toEqual([trace, false]);
      });
      expect(await ask('GET', `/rooms/${room}`, undefined, cookie)).toMatchObject({ reason: 'no-such-room' });
      expect(await ask('GET', '/session', undefined, cookie)).toMatchObject({ value: { person: null } });
    });

    it('[CLI-5] says in one line what cannot be, and changes nothing', async () => {
      await server.start();
      await becomeOwner();
      await within(async () => {
        for (const [args, said] of [
          [['recover', 'stranger'], /^There is no member @stranger\./],
          [['remove-member', 'stranger'], /^There is no member @stranger\./],
          [['invite', 'Ben', phone, '--from', 'stranger'], /^There is no member @stranger\./],
          [['invite', 'Ben', 'twelve'], /^This is no phone number\./],
        ] as const) {
          const { code, printed } = await server.cli(...args);
          expect([args, code, printed]).toEqual([args, 1, expect.stringMatching(said)]);
          expect(printed).not.toContain('\n');
        }
        expect((await server.cli('members')).printed).toMatch(/^@ana/);
      });
    });
  });
}

describe('the command line', () => {
  const refusals = [
    [['recovr', 'ana'], "Unknown verb 'recovr'. Known verbs: recover, invite, members, remove-member."],
    [['members', '--prot', '1'], "Unknown option '--prot'. See --help."],
    [['recover', 'ana', '--country', 'DE'], "'recover' knows no --country."],
    [['members', '--yes'], "'members' knows no --yes."],
    [['members', 'ana'], "'members' takes nothing more."],
    [['recover'], "'recover' takes HANDLE."],
    [
      ['invite', 'Ben', '+49', '151'],
      "'invite' takes NAME and PHONE. What has blanks in it needs quotation marks.",
    ],
    [['recover', 'a b'], '"a b" is no handle that anybody could have: 3 to 20 of a-z, 0-9 and _.'],
    [['recover', '@Admin'], '"@Admin" is a reserved word, which nobody can have as a handle.'],
    [['invite', ' ', phone], '" " is no name: it has 1 to 40 characters.'],
    [
      ['invite', 'Ben', phone, '--country', 'Germany'],
      '"Germany" is no country: it has two letters, like DE or GB.',
    ],
    [['members', '--port', 'x'], '--port must be a port number from 0 to 65535; it is "x".'],
  ] as const;

  it('[CLI-6] refuses by name what it does not know, and shows its verbs when asked', async () => {
    for (const [args, said] of refusals) expect(() => readArguments(args, {})).toThrow(said);
    for (const args of [[], ['--help'], ['recover', '-h']]) expect(readArguments(args, {})).toBe('help');
    expect(() => readArguments(['members'], { PUBLIC_URL: 'x' })).toThrow('PUBLIC_URL must be');
    const [[args, said]] = refusals;
    expect(await server.cli(...args)).toEqual({ code: 1, printed: said });
    expect(await server.cli()).toEqual({ code: 0, printed: expect.stringContaining('remove-member HANDLE') });
  });

  it('[CLI-7] makes no database where there is none', async () => {
    expect(await server.cli('members')).toEqual({
      code: 1,
      printed: `There is no database in ${server.dataDir}. Name the right folder with --data-dir.`,
    });
    expect(() => statSync(server.dataDir)).toThrow(/ENOENT/);
  });

  it('[CLI-8] tells everyone in the room of whom it removes', async () => {
    await server.start();
    await becomeOwner();
    const { cookie } = await redeem(await invite());
    const { value } = await ask('POST', '/rooms', { title: 'Tea' }, cookie);
    const guest = await ask('GET', '/session', undefined);
    const page = new TestPage(server.url, guest.cookie);
    pages.push(page);
    await page.enter(String(value?.['room']), 'Gus');
    await server.cli('remove-member', 'ben');
    expect(await page.hears('ended')).toEqual({ reason: 'closed', by: null });
  });

  it('[CLI-9] goes by the address that is named to it, else by the server’s', async () => {
    await server.start('--public-url', 'https://rooms.example.org');
    const { printed } = server;
    const token = /\/owner#([\w-]{43})/.exec(printed)?.[1];
    expect(token).toBeDefined();
    await server.stop();
    await server.start();
    await becomeOwner();
    const named = await server.cli('recover', 'ana', '--public-url', 'https://other.example.org');
    expect(named.printed).toContain('https://other.example.org/sign-in#');
    await server.stop();
    await server.start('--public-url', 'https://rooms.example.org');
    expect((await server.cli('recover', 'ana')).printed).toContain('https://rooms.example.org/sign-in#');
  });

  it('[CLI-10] reaches a server again that was killed, and one whose folder has a long name', async () => {
    await server.discard();
    server = new ServerProcess(path.join('a'.repeat(60), 'b'.repeat(60)));
    for (let times = 0; times < 2; times += 1) {
      await server.start();
      expect((await server.cli('members')).code).toBe(0);
      expect(await server.kill()).toBeNull();
    }
    rmSync(path.dirname(adminSocketPath(server.dataDir)), { recursive: true });
  });
});

describe('the socket of the command line', () => {
  it('[CLI-11] is this user’s alone', async () => {
    await server.start();
    expect(statSync(adminSocketPath(server.dataDir)).mode & 0o777).toBe(0o600);
    await server.stop();
    expect(readdirSync(server.dataDir)).not.toContain('admin.sock');
  });

  it('[CLI-11] is not looked for where somebody else could have put it', () => {
    const dataDir = path.join(tmpdir(), 'x'.repeat(100), String(process.pid));
    const folder = path.dirname(adminSocketPath(dataDir));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    rmSync(folder, { recursive: true });
    mkdirSync(folder, { mode: 0o755 });
    expect(() => adminSocketPath(dataDir)).toThrow(UnsafeFolder);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(() => adminSocketPath(dataDir)).toThrow();
    rmSync(folder);
    expect(adminSocketPath('/data', 'win32')).toMatch(/^\\\\\.\\pipe\\parley-[0-9a-f]{16}$/);
  });

  it('[CLI-12] takes one well-formed line, and nothing else does harm', async () => {
    await server.start();
    await becomeOwner();
    for (const line of [
      'no JSON\n',
      '\n',
      '{"verb":"members","more":1}\n',
      '{"verb":"constructor"}\n',
      '[]\n',
      'null\n',
      `{"verb":"invite","name":"${'x'.repeat(100_000)}"}\n`,
    ]) {
      const socket = connect(adminSocketPath(server.dataDir));
      let heard = '';
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      // Who sends too much may be cut off while it does.
      socket.on('error', () => undefined);
      const closed = new Promise((resolve) => socket.once('close', resolve));
      await once(socket, 'connect');
      socket.write(line);
      await closed;
      if (line.length < 1_000) expect([line, heard]).toEqual([line, '{"ok":false,"reason":"malformed"}\n']);
    }
    expect((await server.cli('members')).printed).toMatch(/^@ana/);
  });
});
