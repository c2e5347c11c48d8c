import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { invite, joinParley } from '../support/members.ts';
import { Visitor } from '../support/people.ts';
import { RunningServer } from '../support/running-server.ts';
import { slidingPressScript } from '../support/sliding-press.ts';

/** One evening before a door, told in order. Ana owns the room, Ben is a member, Dario and Eve are nobody yet. */
describe('before a door', () => {
  let server: RunningServer;
  let browser: Browser;
  let ana: Visitor;
  let ben: Visitor;
  let dario: Visitor;
  let eve: Visitor;
  let url: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([RunningServer.start(), launchChromium()]);
    [ana, ben, dario, eve] = await Promise.all([
      Visitor.arrive(browser, server, { scripts: [slidingPressScript] }),
      Visitor.arrive(browser, server),
      Visitor.arrive(browser, server),
      Visitor.arrive(browser, server),
    ]);
    await ana.becomeOwner('Ana');
    const friend = { name: 'Ben', handle: 'ben', phone: '+49 1512 3456789' };
    await joinParley(ben, await invite(ana, friend), friend);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('[TEXT-7] what is wrong with a text is said right below its box, also where the button stands below that', async () => {
    const { page } = ana;
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(server.url);
    await ana.button('Open a room').first().click();
    const box = page.getByRole('textbox', { name: 'Room title' });
    await box.press('Enter');
    const top = async (part: Locator) => (await part.boundingBox())?.y ?? NaN;
    const said = page.getByRole('alert');
    await said.waitFor();
    expect(await top(box)).toBeLessThan(await top(said));
    expect(await top(said)).toBeLessThan(await top(page.locator('text-form button')));
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test('[CALLER-1] a room is opened for members, and says so to whoever is none', async () => {
    await ana.page.goto(server.url);
    await ana.button('Change who may come in').click();
    await ana.page.getByRole('radio', { name: 'Members' }).check();
    await ana.page.getByText('Members can come in').waitFor();
    await ana.page.getByRole('textbox', { name: 'Room title' }).fill('Pricing a kitchen');
    await ana.page.keyboard.press('Enter');
    await ana.button('Leave quietly').waitFor();
    await ana.page.getByText('1 here · members only').waitFor();
    await ana.page.getByText('Share the link with those who may come in').waitFor();
    url = ana.page.url();
    await dario.page.goto(url);
    await dario.page.getByRole('heading', { name: 'This room is for members.' }).waitFor();
    await dario.page.getByText('It is Ana’s room.').waitFor();
    await dario.page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect(await dario.button('Join').count()).toBe(0);
    // Nor does what the door says lie over the room's title, on the smallest phone.
    await dario.page.setViewportSize({ width: 320, height: 480 });
    const title = dario.page.getByRole('heading', { name: 'Pricing a kitchen' });
    const said = dario.page.getByRole('heading', { name: 'This room is for members.' });
    const [above, below] = [await title.boundingBox(), await said.boundingBox()];
    expect((above?.y ?? NaN) + (above?.height ?? NaN)).toBeLessThan(below?.y ?? NaN);
    await dario.page.setViewportSize({ width: 1280, height: 720 });
    expect(await dario.page.getByRole('list', { name: 'Stage' }).count()).toBe(0);
  });

  test('[CALLER-2] a moderator hears a knock and lets in, and the one who knocked is in, marked as a guest', async () => {
    await dario.page.getByRole('textbox', { name: 'Your name' }).fill('Dario');
    await dario.button('Knock').click();
    await dario.page.getByText('The moderators were told.').waitFor();
    await ana.page.getByText('Dario knocks.').waitFor();
    await ana.button('Let in').click();
    await dario.button('Leave quietly').waitFor();
    await ana.person('Dario', 'listener', 'guest').first().waitFor();
    await expect.poll(() => ana.button('Let in').count()).toBe(0);
  });

  test('[CALLER-3] a member comes in by Join, and can be followed from the card behind the tile', async () => {
    await ben.join(url);
    await ana.person('Ben', 'listener').first().click();
    const card = ana.page.getByRole('dialog', { name: 'Ben' });
    await card.getByRole('button', { name: 'Follow', exact: true }).click();
    await card.getByRole('button', { name: 'Following' }).waitFor();
    const [profile] = await Promise.all([
      ana.page.waitForEvent('popup'),
      card.getByRole('link', { name: /@ben/ }).click(),
    ]);
    await profile.getByRole('heading', { name: 'Ben' }).waitFor();
    await profile.getByRole('button', { name: 'Following', exact: true }).waitFor();
    await profile.close();
    await ana.page.keyboard.press('Escape');
    await ana.button('Leave quietly').waitFor();
    await dario.person('Ben').first().click();
    const seen = dario.page.getByRole('dialog', { name: 'Ben' });
    await seen.getByRole('link', { name: /@ben/ }).waitFor();
    expect(await seen.getByRole('button', { name: /^Follow/ }).count()).toBe(0);
    await dario.page.keyboard.press('Escape');
  });

  test('[CALLER-4] the owner invites people by name, and everybody in the room is told', async () => {
    await ana.button('More').click();
    await ana.page.getByRole('menuitem', { name: 'Who may come in' }).click();
    const dialog = ana.page.getByRole('dialog', { name: 'Who may come in' });
    await dialog.getByRole('radio', { name: 'Invited people' }).check();
    await dialog.getByText('Nobody is chosen yet: everybody has to knock.').waitFor();
    await dialog.getByRole('checkbox', { name: 'Ben' }).check();
    await dialog.getByText('1 person is chosen.').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await ben.page.getByText('Only invited people can come in now.').waitFor();
    await ana.button('More').click();
    await ana.page.getByRole('menuitem', { name: 'Who may come in' }).click();
    await expect.poll(() => dialog.getByRole('checkbox', { name: 'Ben' }).isChecked()).toBe(true);
    await ana.page.keyboard.press('Escape');
  });

  test('[CALLER-5] who is turned away is told so, and goes in when the door is opened to them', async () => {
    await eve.page.goto(url);
    await eve.page.getByRole('heading', { name: 'This room is for invited people.' }).waitFor();
    await eve.page.getByRole('textbox', { name: 'Your name' }).fill('Eve');
    await eve.page.keyboard.press('Enter');
    await ana.page.getByText('Eve knocks', { exact: false }).first().waitFor();
    await ana.button('Not now').click();
    await eve.page.getByText('The moderators did not let you in this time.').waitFor();
    expect(await eve.button('Knock').count()).toBe(0);
    await ana.button('More').click();
    await ana.page.getByRole('menuitem', { name: 'Who may come in' }).click();
    const dialog = ana.page.getByRole('dialog', { name: 'Who may come in' });
    await dialog.getByRole('radio', { name: 'Anyone with the link' }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await eve.button('Join').click();
    await eve.button('Leave quietly').waitFor();
  });

  test('[CALLER-6] a guest is asked for the name in their language, before anything further was fetched', async () => {
    const gast = await Visitor.arrive(browser, server, { locale: 'de-DE' });
    await gast.page.route(/\/assets\/de-further-/, (route) => route.abort());
    await gast.page.goto(url);
    await gast.page.getByRole('textbox', { name: 'Dein Name' }).waitFor();
    await gast.page.getByRole('button', { name: 'Beitreten', exact: true }).waitFor();
    await gast.close();
  });

  test('[CALLER-7] who presses twice lets in one, and the keyboard goes on in the list, or after the last at the stage', async () => {
    await choosesDoor('Members');
    for (const [visitor, name] of [
      [dario, 'Fay'],
      [eve, 'Gus'],
    ] as const) {
      await visitor.page.goto('about:blank');
      await visitor.context.clearCookies();
      await visitor.page.goto(url);
      await visitor.page.getByRole('textbox', { name: 'Your name' }).fill(name);
      await visitor.button('Knock').click();
      await ana.page.getByText(`${name} knocks`, { exact: true }).waitFor();
    }
    const { page } = ana;
    const wishes = () => page.evaluate(() => window.slidingPress.wishes);
    const focused = (part: Locator) =>
      expect.poll(() => part.evaluate((element) => element.matches(':focus')));
    await page.evaluate(() => window.slidingPress.start());
    await ana.button('Let in').first().focus();
    await page.keyboard.press('Enter');
    await dario.button('Leave quietly').waitFor();
    await expect.poll(() => page.evaluate(() => window.slidingPress.pressed)).toBe('Gus');
    expect(await wishes()).toEqual(['let-in']);
    await focused(page.getByRole('list', { name: 'Before the door' })).toBe(true);
    await page.keyboard.press('Enter');
    expect(await wishes()).toEqual(['let-in']);
    await page.keyboard.press('Tab');
    await focused(ana.button('Not now')).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await eve.button('Leave quietly').waitFor();
    await focused(page.getByRole('heading', { name: 'On stage' })).toBe(true);
  });

  test('[CALLER-8] who signs in or joins after standing before the door is back before it, and can come in', async () => {
    const settings = await ben.context.newPage();
    await settings.goto(`${server.url}/settings`);
    await settings.getByRole('button', { name: 'Link a device' }).click();
    const address = await settings.getByRole('dialog').getByText('/sign-in#').innerText();
    const again = await Visitor.arrive(browser, server);
    await again.page.goto(url);
    await again.page.getByRole('link', { name: 'Sign in' }).click();
    await again.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    // As a camera opens it: in a tab of its own.
    const tab = await again.context.newPage();
    await tab.goto(address);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await tab.getByRole('button', { name: 'Join', exact: true }).waitFor();
    expect(tab.url()).toBe(url);
    const friend = { name: 'Ida', handle: 'ida', phone: '+49 1512 3456788' };
    const ida = await Visitor.arrive(browser, server);
    await ida.page.goto(url);
    await ida.page.getByRole('heading', { name: 'This room is for members.' }).waitFor();
    await joinParley(ida, await invite(again, friend), friend);
    await ida.page.getByRole('link', { name: 'Back to the room' }).click();
    await ida.button('Join').waitFor();
    expect(ida.page.url()).toBe(url);
  });

  async function choosesDoor(name: string): Promise<void> {
    await ana.button('More').click();
    await ana.page.getByRole('menuitem', { name: 'Who may come in' }).click();
    const dialog = ana.page.getByRole('dialog', { name: 'Who may come in' });
    await dialog.getByRole('radio', { name }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
});
