import type { OneTimeLink, SignedInDevice } from '../../../shared/protocol/members.ts';
import type { Fixture } from './fixture.ts';
import type { TestBrowser } from './test-browser.ts';
import type { TestPage } from './test-page.ts';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1';

export async function offerLink(browser: TestBrowser): Promise<OneTimeLink> {
  return (await browser.http('POST', '/api/session/link', {})).body.value as OneTimeLink;
}

/** Redeems a link of another device, in a browser that says it is Safari on an iPhone. */
export function redeemLink(browser: TestBrowser, token: unknown) {
  return browser.http('POST', '/api/session/link/redeem', { token }, { 'user-agent': IPHONE });
}

/** Another browser, in which the same member is signed in by a link. */
export async function besides(fixture: Fixture, browser: TestBrowser): Promise<TestBrowser> {
  const other = fixture.browser();
  const { status, text } = await redeemLink(other, (await offerLink(browser)).token);
  if (status !== 201) throw new Error(text);
  return other;
}

export async function devicesOf(browser: TestBrowser): Promise<SignedInDevice[]> {
  return (await browser.http('GET', '/api/session/devices')).body.value as SignedInDevice[];
}

/** Who is in the audience, as this page in the room sees it. */
export async function listening(page: TestPage): Promise<string[]> {
  const { value } = (await page.ask('people', { offset: 0 })) as { value: { name: string }[] };
  return value.map(({ name }) => name);
}
