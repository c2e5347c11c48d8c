import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { useServer } from './harness/fixture.ts';

const clientDir = mkdtempSync(path.join(tmpdir(), 'parley-client-'));
mkdirSync(path.join(clientDir, 'assets'));
for (const [name, text] of Object.entries({
  'index.html': '<!doctype html><title>Parley</title>',
  'assets/main-abc.js': 'hello()',
  'icon.svg': '<svg/>',
})) {
  writeFileSync(path.join(clientDir, name), text);
  writeFileSync(path.join(clientDir, `${name}.br`), brotliCompressSync(text));
  writeFileSync(path.join(clientDir, `${name}.gz`), gzipSync(text));
}
afterAll(() => rmSync(clientDir, { recursive: true }));

const fixture = useServer(() => ({ clientDir }));
const get = (url: string, headers = {}) => fixture.server.http('GET', url, { headers });

describe('the page', () => {
  it('[PAGE-1] is the same HTML under every page’s path, checked for news each time, and brings the cookie', async () => {
    for (const url of ['/', '/owner', '/r/abcdefgh', '/settings/deep/er?x=1.5']) {
      const { status, text, headers } = await get(url);
      expect([status, text]).toEqual([200, '<!doctype html><title>Parley</title>']);
      expect(headers['cache-control']).toBe('no-cache');
      expect(String(headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
    }
    const cookie = `parley=${'a'.repeat(43)}`;
    expect((await get('/', { cookie })).headers['set-cookie']).toBeUndefined();
  });

  it('[PAGE-2] comes compressed as the browser can take it; hashed assets are kept for good', async () => {
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['', undefined],
    ] as const) {
      const { headers } = await get('/assets/main-abc.js', { 'accept-encoding': accepted });
      expect(headers['content-encoding']).toBe(encoding);
      expect(headers['content-type']).toMatch(/javascript/);
      expect(headers['vary']).toMatch(/Accept-Encoding/);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect((await get('/', { 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br');
    expect((await get('/icon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it('[PAGE-3] allows itself nothing but what it needs', async () => {
    const { headers } = await get('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|upgrade-insecure/);
    expect(String(headers['permissions-policy'])).toMatch(/microphone=\(self\).*camera=\(\)/);
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('[PAGE-4] gives out no file but the built ones', async () => {
    for (const url of [
      '/assets/gone-123.js',
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd.txt',
      '/.env',
      '/assets/%00.js',
      '/%E0%A4%A.js',
    ]) {
      const { status, text } = await get(url);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toMatch(/root:|parley/);
    }
  });
});

describe('without a built page', () => {
  const bare = useServer();
  it('[PAGE-5] the server says what to do', async () => {
    const { status, text } = await bare.server.http('GET', '/');
    expect([status, text]).toEqual([503, 'The page has not been built yet: npm run build']);
  });
});
