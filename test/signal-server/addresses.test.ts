import { afterEach, describe, expect, it } from 'vitest';
import { GUEST_KNOCKS_PER_ADDRESS } from '../../shared/protocol/limits.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';
import { TestPage } from './harness/test-page.ts';

const fixture = useServer(() => ({
  config: { trustedProxies: 1 },
  perAddress: { handshakes: { times: 6, perSeconds: 60 }, newGuests: { times: 2, perSeconds: 60 } },
}));

const pages: TestPage[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

/** The page of a new browser, behind a proxy that says where it is. */
async function pageFrom(address: string): Promise<TestPage> {
  const browser = fixture.browser();
  await browser.session();
  return pageOf(browser, address);
}

async function pageOf(browser: TestBrowser, address: string): Promise<TestPage> {
  const origin = browser.server.url;
  const extraHeaders = { origin, cookie: browser.cookie, 'x-forwarded-for': address };
  const page = new TestPage(origin, '', { extraHeaders, reconnection: false });
  pages.push(page);
  return page;
}

async function connects(address: string): Promise<boolean> {
  const page = await pageFrom(address);
  return new Promise((resolve) => {
    page.socket.once('connect', () => resolve(true)).once('connect_error', () => resolve(false));
  });
}

describe('one address', () => {
  it('[EDGE-13] makes only so many connections, whatever its cookies, and others notice nothing', async () => {
    const answers = [];
    for (let index = 0; index < 8; index += 1) answers.push(await connects('7.7.7.7'));
    expect(answers).toEqual([true, true, true, true, true, true, false, false]);
    expect(await connects('8.8.8.8')).toBe(true);
  });

  it('[ADDRESS-3] is all that one connection may call its own, where there are more than anybody could count', async () => {
    const answers = [];
    for (let index = 0; index < 8; index += 1)
      answers.push(await connects(`2001:db8:1:2:${index}::${index}`));
    expect(answers).toEqual([true, true, true, true, true, true, false, false]);
    expect(await connects('2001:db8:1:3::1')).toBe(true);
  });

  it('[EDGE-14] brings only so many new guests, and whoever is known comes in all the same', async () => {
    const { room } = await roomWith(fixture);
    const crowd = [];
    for (const address of ['7.7.7.7', '7.7.7.7', '7.7.7.7', '8.8.8.8']) crowd.push(await pageFrom(address));
    const answers = [];
    for (const page of crowd) {
      await page.connected();
      answers.push(await page.enter(room, 'One'));
    }
    expect(answers.map((answer) => answer.ok || answer.reason)).toEqual([true, true, 'too-frequent', true]);
    await crowd[0]?.ask('leave');
    expect(await crowd[0]?.enter(room, 'One')).toMatchObject({ ok: true });
  });
});

describe('knocks from one address', () => {
  const behindProxy = useServer(() => ({ config: { trustedProxies: 1 } }));

  async function knocks(room: string, address: string): Promise<boolean> {
    const browser = behindProxy.browser();
    await browser.session();
    return (await (await pageOf(browser, address)).knock(room, 'Gil')).ok;
  }

  it('[KNOCK-21] are ten at most, of an IPv6 network too, and those from elsewhere have a place', async () => {
    const owner = behindProxy.browser();
    await owner.becomeOwner();
    const room = await owner.openRoom('Tea', { door: 'members' });
    for (const host of ['7.7.7.7', '2001:db8:1:2::']) {
      const from = (index: number) => (host.endsWith('::') ? `${host}${index}` : host);
      const heard = [];
      for (let index = 0; index <= GUEST_KNOCKS_PER_ADDRESS; index += 1)
        heard.push(await knocks(room, from(index)));
      expect(heard.filter(Boolean)).toHaveLength(GUEST_KNOCKS_PER_ADDRESS);
      expect(heard.at(-1)).toBe(false);
    }
    expect(await knocks(room, '8.8.8.8')).toBe(true);
    pages[0]?.close();
    // The place is free as soon as the server has noticed.
    await pages.at(-1)?.until(() => knocks(room, '7.7.7.7'));
  });

  it('[KNOCK-21] do not count when they are of members', async () => {
    const owner = behindProxy.browser();
    await owner.becomeOwner();
    const room = await owner.openRoom('Tea', { door: 'invited' });
    for (let index = 0; index < GUEST_KNOCKS_PER_ADDRESS; index += 1) await knocks(room, '7.7.7.7');
    const ben = behindProxy.browser();
    await ben.joinAs('Ben');
    expect(await (await pageOf(ben, '7.7.7.7')).knock(room)).toEqual({ ok: true, value: null });
  });
});
