import { readFile } from 'node:fs/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsByLanguage } from '../support/accessibility.ts';
import { launchChromium } from '../support/browsers.ts';
import { type Friend, giveNumber, invite } from '../support/members.ts';
import { Visitor } from '../support/people.ts';
import { photograph } from '../support/photograph.ts';
import { RunningServer } from '../support/running-server.ts';

const ben: Friend = { name: 'Ben', handle: 'ben', phone: '+49 1512 3456789' };

let server: RunningServer;
let browser: Browser;
let ana: Visitor;
let newcomer: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([RunningServer.start(), launchChromium()]);
  ana = await Visitor.arrive(browser, server);
  newcomer = await Visitor.arrive(browser, server);
  await ana.becomeOwner('Ana');
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function virtualAuthenticator(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return cdp;
}

describe('from an invitation to a member', () => {
  let link: string;

  test('[JOIN-1] a member invites a friend by phone number, and sees the invite waiting', async () => {
    link = await invite(ana, ben);
    await ana.page.getByRole('listitem').filter({ hasText: 'Ben' }).waitFor();
    expect(await violationsByLanguage(ana.page, server.url, '/invites')).toEqual({ en: [], de: [] });
    expect(
      await violationsByLanguage(newcomer.page, server.url, new URL(link).pathname + new URL(link).hash),
    ).toEqual({
      en: [],
      de: [],
    });
  });

  test('[JOIN-2] another number is refused in words beside its box, and what was typed stays', async () => {
    await giveNumber(newcomer, link, '+49 1512 9999999');
    await newcomer.page.getByText('made for another number').waitFor();
    const box = newcomer.page.getByRole('textbox', { name: 'Phone number' });
    expect(await box.inputValue()).toContain('9999999');
    expect(await box.getAttribute('aria-invalid')).toBe('true');
  });

  test('[JOIN-3] a taken handle is refused in words beside its box, and another one is taken', async () => {
    await giveNumber(newcomer, link, ben.phone);
    const { page } = newcomer;
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ben');
    await page.getByRole('textbox', { name: 'Handle' }).fill('ana');
    await newcomer.button('Join Parley').click();
    await page.getByText('Somebody has this handle already').waitFor();
    expect(await page.getByRole('textbox', { name: 'Your name' }).inputValue()).toBe('Ben');
    await page.getByRole('textbox', { name: 'Handle' }).fill('ben');
    await newcomer.button('Join Parley').click();
    await page.getByRole('heading', { name: 'Welcome, Ben.' }).waitFor();
  });

  test('[JOIN-4] the used link says so, and the inviter sees by whom it was used', async () => {
    const late = await Visitor.arrive(browser, server);
    await late.page.goto(link);
    await late.page.getByRole('heading', { name: /used/ }).waitFor();
    await expect.poll(() => late.page.title()).toBe('This invitation was used already. – Parley');
    await late.close();
    await ana.page.goto(`${server.url}/invites`);
    await ana.page
      .getByRole('listitem')
      .filter({ hasText: 'Ben' })
      .getByRole('link', { name: /Ben/ })
      .click();
    await ana.page.getByRole('heading', { name: 'Ben' }).waitFor();
  });

  test('[JOIN-5] the newcomer follows the inviter, and can be followed', async () => {
    await ana.page.goto(`${server.url}/@ben`);
    await ana.page.getByText('follows you').waitFor();
    await ana.button('Follow').click();
    await ana.button('Following').waitFor();
    await ana.page.reload();
    await ana.button('Following').waitFor();
  });
});

describe('a profile', () => {
  test('[PROFILE-1] a photograph becomes a small square picture, which others see', async () => {
    const { page } = newcomer;
    await page.goto(`${server.url}/profile`);
    const buffer = await photograph(page, 1200, 800);
    await page.locator('input[type=file]').setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer });
    await newcomer.button('Use this picture').click();
    await page.getByText('This is your picture now.').waitFor();
    await ana.page.goto(`${server.url}/@ben`);
    const size = () =>
      ana.page
        .locator('person-face img')
        .last()
        .evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]);
    await expect.poll(size).toEqual([256, 256]);
  });

  test('[PROFILE-2] a file that is no picture is refused in words, and the picture stays', async () => {
    const { page } = newcomer;
    await page.goto(`${server.url}/profile`);
    const buffer = Buffer.from('This is no picture at all.');
    await page.locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer });
    await page.getByText('not a picture').waitFor();
    await page.locator('person-face img').last().waitFor();
  });

  test('[PROFILE-3] what one says of oneself is shown to others, with links that lead only there', async () => {
    const { page } = newcomer;
    await page.goto(`${server.url}/profile`);
    await page.getByRole('textbox', { name: 'About you' }).fill('Boats.\nAnd tea.');
    await page.getByRole('textbox', { name: 'Instagram' }).fill('https://instagram.com/ben.boats?igsh=1');
    await page.getByRole('textbox', { name: 'LinkedIn' }).fill('javascript:alert(1)//linkedin.com/in/ben');
    await newcomer.button('Save').click();
    const linkedin = page.getByRole('textbox', { name: 'LinkedIn' });
    await expect.poll(() => linkedin.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('textbox', { name: 'About you' }).inputValue()).toBe('Boats.\nAnd tea.');
    await linkedin.fill('linkedin.com/in/ben-boats');
    await newcomer.button('Save').click();
    await page.getByText('Saved').first().waitFor();
    await ana.page.goto(`${server.url}/@ben`);
    await ana.page.getByText('And tea.').waitFor();
    const links = await ana.page
      .locator('a[rel~=me]')
      .evaluateAll((all: HTMLAnchorElement[]) => all.map(({ href, rel }) => [href, rel]));
    expect(links).toEqual([
      ['https://www.instagram.com/ben.boats/', 'noopener noreferrer me'],
      ['https://www.linkedin.com/in/ben-boats/', 'noopener noreferrer me'],
    ]);
  });

  test('[PROFILE-4] axe finds nothing wrong on any page of a member, in both languages', async () => {
    for (const path of ['/', '/@ana', '/@ben', '/profile', '/settings', '/data', '/privacy'])
      expect([path, await violationsByLanguage(newcomer.page, server.url, path)]).toEqual([
        path,
        { en: [], de: [] },
      ]);
  });
});

test('[PROFILE-6] who turns the device, or makes the window narrow, keeps what they have typed', async () => {
  const { page } = newcomer;
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.goto(`${server.url}/profile`);
  const about = page.getByRole('textbox', { name: 'About you' });
  await about.fill('Half a sentence');
  await page.setViewportSize({ width: 800, height: 1200 });
  await expect.poll(() => page.getByRole('navigation', { name: 'Hallway' }).count()).toBe(0);
  expect(await about.inputValue()).toBe('Half a sentence');
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.getByRole('navigation', { name: 'Hallway' }).waitFor();
  expect(await about.inputValue()).toBe('Half a sentence');
});

describe('devices', () => {
  test('[DEVICE-8] a link made in the settings signs another browser in, once, and it can be signed out again', async () => {
    const { page } = newcomer;
    await page.goto(`${server.url}/settings`);
    await newcomer.button('Link a device').click();
    const address = await page.getByRole('dialog').getByText('/sign-in#').innerText();
    const other = await Visitor.arrive(browser, server);
    await other.page.goto(address);
    await other.button('Sign in').click();
    await other.page.getByRole('link', { name: 'Profile', exact: true }).waitFor();
    const third = await Visitor.arrive(browser, server);
    await third.page.goto(address);
    await third.button('Sign in').click();
    await third.page.getByText('does not sign in any more').waitFor();
    await third.close();
    await page.goto(`${server.url}/settings`);
    const devices = page.getByRole('list', { name: 'Devices' }).getByRole('listitem');
    await expect.poll(() => devices.count()).toBe(2);
    await devices.getByRole('button').first().click();
    await newcomer.answer('Sign out there?', 'Sign out');
    await expect.poll(() => devices.count()).toBe(1);
    await other.page.goto(`${server.url}/invites`);
    await other.page.getByRole('heading', { name: 'Invites' }).waitFor();
    expect(await other.button('Invite a friend').count()).toBe(0);
    await other.close();
  });

  test('[PASSKEY-16] a passkey signs in again in a browser that has no session any more', async () => {
    const { page } = newcomer;
    await virtualAuthenticator(page);
    await page.goto(`${server.url}/settings`);
    await newcomer.button('Add a passkey').click();
    await page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem').waitFor();
    await page.context().clearCookies();
    await page.goto(`${server.url}/sign-in`);
    await newcomer.button('Sign in with a passkey').click();
    await page.getByRole('link', { name: 'Profile', exact: true }).waitFor();
    await page.goto(`${server.url}/@ben`);
    await page.getByRole('link', { name: 'Edit your profile' }).waitFor();
  });
});

describe('one’s own data', () => {
  test('[PROFILE-5] a blocked member no longer finds the profile, and nobody follows anybody any more', async () => {
    await ana.page.goto(`${server.url}/@ben`);
    await ana.button('Block').click();
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
    await ana.page.getByText('You have blocked Ben.').first().waitFor();
    await newcomer.page.goto(`${server.url}/@ana`);
    await newcomer.page.getByRole('heading', { name: 'There is no such member.' }).waitFor();
    await ana.button('Unblock').click();
    await ana.button('Follow').waitFor();
    // The keyboard goes on where it was.
    await expect.poll(() => ana.button('Follow').evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  test('[DATA-12] the download is a file of everything that is stored', async () => {
    const { page } = newcomer;
    await page.goto(`${server.url}/data`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      newcomer.button('Download my data').click(),
    ]);
    expect(download.suggestedFilename()).toBe('parley-ben.json');
    const data = JSON.parse(await readFile(await download.path(), 'utf8')) as Record<string, unknown>;
    expect(JSON.stringify(data)).toContain('Boats.');
  });

  test('[DATA-13] erasing asks for the handle, and then there is nobody of that name', async () => {
    const { page } = newcomer;
    await page.getByRole('textbox', { name: 'Handle' }).fill('benny');
    await newcomer.button('Erase my account').click();
    await page.getByText('That is not your handle.').waitFor();
    await page.getByRole('textbox', { name: 'Handle' }).fill('ben');
    await newcomer.button('Erase my account').click();
    await page.getByRole('heading', { name: 'Farewell' }).waitFor();
    await ana.page.goto(`${server.url}/@ben`);
    await ana.page.getByRole('heading', { name: 'There is no such member.' }).waitFor();
    await page.goto(`${server.url}/invites`);
    await page.getByText('This part is for members.').waitFor();
  });
});

describe('a page that is older than the server', () => {
  test('[STALE-1] says that Parley was updated when a part of it is gone, and loads itself again', async () => {
    const { page } = ana;
    const gone = /\/assets\/member-pages-/;
    await page.goto(server.url);
    await page.route(gone, (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByText('Parley was updated.').waitFor();
    await page.unroute(gone);
    await ana.button('Load the page again').click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  test('[STALE-2] is told so when it asks for something, and what was typed stays', async () => {
    const { page } = ana;
    await page.goto(`${server.url}/profile`);
    await page.route('**/api/me', (route) =>
      route.continue({ headers: { ...route.request().headers(), 'x-parley-version': '1' } }),
    );
    await page.getByRole('textbox', { name: 'About you' }).fill('Not yet saved');
    await ana.button('Save').click();
    await page.getByText('Parley was updated.').waitFor();
    expect(await page.getByRole('textbox', { name: 'About you' }).inputValue()).toBe('Not yet saved');
  });
});
