import { hostname, networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { OwnAddress } from '../../signal-server/own-address.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import { TestPage } from './harness/test-page.ts';
import { TestServer } from './harness/test-server.ts';

const fixture = useServer();

async function handshake(
  server: TestServer,
  transport: 'polling' | 'websocket',
  headers: Record<string, string>,
) {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return server
    .http('GET', `/socket.io/?EIO=4&transport=${transport}`, {
      headers: transport === 'websocket' ? { ...upgrade, ...headers } : headers,
    })
    .then(
      ({ status, text }) => ({ status, text }),
      () => ({ status: 101, text: 'upgraded' }),
    );
}

describe('requests from elsewhere', () => {
  it('[ORIGIN-1] nothing is changed for a page of another site, or for what does not say where it comes from', async () => {
    const { owner } = await roomWith(fixture);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', `https://127.0.0.1`, '']) {
      for (const [method, path] of [
        ['POST', '/api/rooms'],
        ['DELETE', '/api/session'],
        ['POST', '/api/session/owner'],
      ] as const) {
        const answer = await owner.http(method, path, { title: 'Mallory’s' }, { origin });
        expect([answer.status, answer.body]).toMatchObject([
          403,
          { ok: false, reason: 'foreign-origin', message: expect.any(String) },
        ]);
      }
    }
    expect((await owner.session()).person?.name).toBe('Ana');
  });

  it('[ORIGIN-2] under a name that is not the server’s, nothing is answered: DNS rebinding fails', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${fixture.server.port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
    ]) {
      for (const path of ['/', '/api/session', '/r/someroom']) {
        const answer = await fixture.server.http('GET', path, {
          headers: { host, origin: `http://${host}` },
        });
        expect([answer.status, answer.body.reason]).toEqual([403, 'foreign-origin']);
      }
      for (const transport of ['polling', 'websocket'] as const) {
        expect(
          (await handshake(fixture.server, transport, { host, origin: `http://${host}` })).status,
        ).not.toBe(101);
        expect(
          (await handshake(fixture.server, transport, { host, origin: `http://${host}` })).text,
        ).toContain('foreign-origin');
      }
    }
  });

  it('[ORIGIN-3] a socket opens only for the server’s own pages, by WebSocket and by polling', async () => {
    const { url } = fixture.server;
    for (const transport of ['polling', 'websocket'] as const) {
      const refused = await handshake(fixture.server, transport, { origin: 'https://evil.example' });
      expect(refused.text).toContain('foreign-origin');
      const page = new TestPage(url, '', {
        transports: [transport],
        extraHeaders: { origin: 'https://evil.example' },
        reconnection: false,
      });
      await new Promise((resolve) => page.socket.once('connect_error', resolve));
      expect(page.socket.connected).toBe(false);
      const own = new TestPage(url, '', { transports: [transport] });
      await own.connected();
      own.close();
    }
    // Browsers always send an origin with a WebSocket; with a poll only to elsewhere, but then they say so.
    expect((await handshake(fixture.server, 'websocket', {})).text).toContain('foreign-origin');
    expect((await handshake(fixture.server, 'polling', {})).status).toBe(200);
    expect((await handshake(fixture.server, 'polling', { 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  it('[ORIGIN-4] with a public URL only its host and its origin count', async () => {
    const server = await TestServer.start({ config: { publicUrl: 'https://rooms.example' } });
    const host = 'rooms.example';
    const ask = (headers: Record<string, string>) =>
      server.http('DELETE', '/api/session', { headers }).then(({ status }) => status);
    expect(await ask({ host, origin: 'https://rooms.example' })).toBe(200);
    expect(await ask({ host, origin: 'http://rooms.example' })).toBe(403);
    expect(await ask({ host: `localhost:${server.port}`, origin: `http://localhost:${server.port}` })).toBe(
      403,
    );
    const { headers } = await server.http('GET', '/api/session', { headers: { host } });
    expect(String(headers['set-cookie'])).toMatch(/^__Host-parley=.*; Secure;/);
    expect(headers['strict-transport-security']).toMatch(/max-age=\d+/);
    await server.close();
  });
});

describe('the server’s own names', () => {
  const own = new OwnAddress(undefined);

  it('[ORIGIN-5] without a public URL are those of this machine, on whatever port a tunnel or Vite gives it', () => {
    const addresses = Object.values(networkInterfaces()).flatMap((several) => several ?? []);
    const ipv4 = addresses.filter(({ family }) => family === 'IPv4').map(({ address }) => `${address}:8080`);
    for (const host of [
      'localhost',
      'localhost:5173',
      '127.0.0.1:8080',
      '[::1]:8080',
      'laptop.local',
      hostname(),
      ...ipv4,
    ]) {
      expect([host, own.isHost(host)]).toEqual([host, true]);
    }
  });

  it('[ORIGIN-5] are nothing that only looks like it', () => {
    for (const host of [
      undefined,
      '',
      'local',
      '.local.evil.example',
      'localhost@evil.example',
      'evil.example#localhost',
      '8.8.8.8',
      'a b',
      'evil.example/localhost',
    ]) {
      expect([host, own.isHost(host)]).toEqual([host, false]);
    }
  });
});
