import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { invite, joinParley } from '../support/members.ts';
import { Visitor } from '../support/people.ts';
import { RunningServer } from '../support/running-server.ts';

/** Short enough for a name, and once it is taken for anything but text there is an image, a bold element or a script. */
const name = (who: string) => `<img src=x onerror=xss()>'"<b>${who}\${7*7}`;
const line = `</script><script>xss()</script><svg onload=xss()>{{7*7}}<b>javascript:xss()`;

let server: RunningServer;
let browser: Browser;
let ana: Visitor;
let ben: Visitor;
let guest: Visitor;
let stranger: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([RunningServer.start(), launchChromium()]);
  ana = await Visitor.arrive(browser, server);
  ben = await Visitor.arrive(browser, server);
  guest = await Visitor.arrive(browser, server);
  stranger = await Visitor.arrive(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Whether this page has taken a text for what it says: any element that only our texts could have brought. */
function injected(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const roots: ParentNode[] = [document];
    const found: string[] = [];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        const handler = [...element.attributes].some(({ name: attribute }) => attribute.startsWith('on'));
        const link = element instanceof HTMLAnchorElement && !/^(https?|sms):/.test(element.href);
        if (handler || link || element.matches('img[src="x"], script:not([src]), svg b, li b:empty'))
          found.push(element.outerHTML);
      }
    }
    return found;
  });
}

/** The page shows this text as it was typed, and has taken nothing on it for markup. */
async function shows(visitor: Visitor, text: string): Promise<void> {
  await visitor.page.getByText(text).first().waitFor({ state: 'attached' });
  expect(await injected(visitor.page)).toEqual([]);
}

test(
  '[TEXT-6] a text is shown as it was typed, wherever it appears, and never taken for markup',
  { timeout: 120_000 },
  async () => {
    await ana.becomeOwner(name('A'), 'ana');
    const friend = { name: name('B'), handle: 'ben', phone: '+49 1512 3456789' };
    const link = await invite(ana, friend);
    await shows(ana, friend.name);
    await ben.page.goto(link);
    await shows(ben, friend.name);
    await shows(ben, name('A'));
    await joinParley(ben, link, friend);
    await shows(ben, friend.name);

    await ben.page.goto(`${server.url}/profile`);
    await ben.page.getByRole('textbox', { name: 'About you' }).fill(line);
    await ben.button('Save').click();
    await ben.page.getByText('Saved').first().waitFor();
    await ana.page.goto(`${server.url}/@ben`);
    await shows(ana, line);
    await ana.button('1 following').click();
    await ana.page.getByRole('dialog').getByText(name('A')).waitFor();
    await shows(ana, name('A'));
    await ana.page.goto(`${server.url}/invites`);
    await shows(ana, friend.name);

    const url = await ana.openRoom(line);
    await ben.page.goto(server.url);
    await shows(ben, line);
    await shows(ben, name('A'));
    await ben.look(url);
    await shows(ben, line);
    await ben.join(url);
    await guest.join(url, name('G'));
    await shows(guest, line);
    await guest.button('Raise hand').click();
    await shows(ana, name('G'));
    await shows(ana, friend.name);
    await ana.page.getByRole('list', { name: 'Audience' }).getByRole('button').first().click();
    await ana.page.getByRole('dialog').getByText(line).waitFor();
    await shows(ana, friend.name);
    expect(await ana.page.title()).toContain(line);
    await ana.page.keyboard.press('Escape');

    await ana.button('More').click();
    await ana.page.getByRole('menuitem', { name: 'Who may come in' }).click();
    const dialog = ana.page.getByRole('dialog', { name: 'Who may come in' });
    await dialog.getByRole('radio', { name: 'Invited people' }).check();
    await dialog.getByRole('checkbox', { name: name('B') }).waitFor();
    await shows(ana, friend.name);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await stranger.page.goto(url);
    await stranger.page.getByText(name('A')).first().waitFor();
    await stranger.page.getByRole('textbox', { name: 'Your name' }).fill(name('S'));
    await stranger.button('Knock').click();
    await ana.page.getByRole('list', { name: 'Before the door' }).getByText(name('S')).waitFor();
    await shows(ana, name('S'));
    await shows(stranger, line);
  },
);
