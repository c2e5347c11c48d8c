import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { Visitor } from '../support/people.ts';
import { RunningServer } from '../support/running-server.ts';

describe('without a mouse', () => {
  let server: RunningServer;
  let browser: Browser;
  let ana: Visitor;
  let chloe: Visitor;
  let url: string;

  beforeAll(async () => {
    server = await RunningServer.start();
    browser = await launchChromium();
    ana = await Visitor.arrive(browser, server);
    chloe = await Visitor.arrive(browser, server);
    await ana.becomeOwner('Ana');
    url = await ana.openRoom('Hands on the keyboard');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('[KEY-1] one joins with Enter, and M, H, L and ? do what the help says', async () => {
    await ana.page.keyboard.press('m');
    await ana.button('Mute').waitFor();
    await ana.page.keyboard.press('m');
    await ana.button('Unmute').waitFor();

    await chloe.look(url);
    await chloe.page.getByRole('textbox', { name: 'Your name' }).fill('Chloe');
    await chloe.page.keyboard.press('Enter');
    await chloe.button('Raise hand').waitFor();
    await chloe.page.keyboard.press('h');
    await chloe.button('Lower hand').waitFor();
    await chloe.page.keyboard.press('?');
    await chloe.page.getByRole('dialog').waitFor();
    // While a dialog is open, and while one types, letters are letters.
    await chloe.page.keyboard.press('l');
    await chloe.page.keyboard.press('Escape');
    await chloe.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await chloe.button('Lower hand').waitFor();
    await chloe.page.keyboard.press('l');
    await chloe.button('Join again').waitFor();
    // The others hear of it within half a second; until then the tile that is still there is about to go.
    await ana.person('Chloe').first().waitFor({ state: 'detached' });
  });

  test('[KEY-2] a moderator goes to a person, opens the menu and chooses, by Tab, arrows and Enter', async () => {
    await chloe.button('Join again').focus();
    await chloe.page.keyboard.press('Enter');
    await chloe.button('Raise hand').waitFor();
    await ana.person('Chloe').first().waitFor();
    await ana.person('Chloe').first().focus();
    await ana.page.keyboard.press('Enter');
    const item = ana.page.getByRole('menuitem', { name: 'Remove from room' });
    await item.waitFor();
    for (
      let steps = 0;
      steps < 6 && !(await item.evaluate((element) => element.matches(':focus')));
      steps += 1
    ) {
      await ana.page.keyboard.press('ArrowDown');
    }
    await ana.page.keyboard.press('Enter');
    await ana.page.getByRole('dialog', { name: 'Remove Chloe?' }).waitFor();
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('dialog', { name: 'Remove Chloe?' }).waitFor({ state: 'hidden' });
    expect(await chloe.button('Raise hand').count()).toBe(1);
  });

  test('[KEY-3] whoever closes a menu, or a dialog that came from it, is back at the button that opened it', async () => {
    const { page } = ana;
    const more = ana.button('More');
    const isFocused = () => more.evaluate((button) => button.matches(':focus'));
    const menu = page.getByRole('menu', { name: 'Room' });
    await more.focus();
    await page.keyboard.press('Enter');
    await menu.waitFor();
    expect(await isFocused()).toBe(false);
    await page.keyboard.press('Escape');
    await expect.poll(isFocused).toBe(true);
    for (const close of ['Save', 'Close']) {
      await page.keyboard.press('Enter');
      await menu.waitFor();
      await page.keyboard.press('Enter');
      const button = page
        .getByRole('dialog', { name: 'Who may come in' })
        .getByRole('button', { name: close });
      await button.focus();
      await page.keyboard.press('Enter');
      await button.waitFor({ state: 'detached' });
      await expect.poll(isFocused).toBe(true);
    }
  });
});
