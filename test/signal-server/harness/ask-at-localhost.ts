import type { TestBrowser } from './test-browser.ts';
import type { HttpAnswer } from './test-server.ts';

/** Asks as a page at localhost does, which is the same server by a name: at an IP address there are no passkeys. */
export function askAtLocalhost(
  browser: TestBrowser,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<HttpAnswer> {
  const host = `localhost:${browser.server.port}`;
  return browser.http(method, path, body, { host, origin: `http://${host}`, ...headers });
}
