import { afterEach, beforeEach } from 'vitest';
import { TestBrowser } from './test-browser.ts';
import { TestServer, type TestServerOptions } from './test-server.ts';

export interface Fixture {
  server: TestServer;
  /** Another browser, with cookies of its own. */
  browser(): TestBrowser;
}

/** A fresh server for every test of a file. */
export function useServer(options: () => TestServerOptions = () => ({})): Fixture {
  let browsers: TestBrowser[] = [];
  const fixture: Partial<Fixture> = {};
  beforeEach(async () => {
    fixture.server = await TestServer.start(options());
  });
  afterEach(async () => {
    for (const browser of browsers) browser.close();
    browsers = [];
    await fixture.server?.close();
  });
  fixture.browser = () => {
    if (!fixture.server) throw new Error('only within a test');
    const browser = new TestBrowser(fixture.server);
    browsers.push(browser);
    return browser;
  };
  // Filled in before every test.
  return fixture as Fixture;
}

/** The owner in a room of theirs, and guests in its audience. */
export async function roomWith(fixture: Fixture, ...guests: readonly string[]) {
  const owner = fixture.browser();
  await owner.becomeOwner('Ana');
  const room = await owner.openRoom();
  const ana = await owner.enter(room);
  const browsers = guests.map(() => fixture.browser());
  const pages = [];
  for (const [index, browser] of browsers.entries()) pages.push(await browser.enter(room, guests[index]));
  return { owner, room, ana, guests: pages, browsers };
}
