import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { countingScript } from '../support/dishonest-page.ts';
import { fallsSilent, hears, hearsNot, staysSilent } from '../support/hearing-expectations.ts';
import { Visitor } from '../support/people.ts';
import { RunningServer } from '../support/running-server.ts';
import { voiceFile } from '../support/voices.ts';

/** One evening, told in order: each test goes on where the one before it ended. Ana owns the room, Ben is a guest, Chloe listens. */
describe('an evening', () => {
  let server: RunningServer;
  let anasBrowser: Browser;
  let bensBrowser: Browser;
  let ana: Visitor;
  let ben: Visitor;
  let chloe: Visitor;
  let url: string;

  beforeAll(async () => {
    server = await RunningServer.start();
    [anasBrowser, bensBrowser] = await Promise.all([
      launchChromium({ voice: await voiceFile('ana') }),
      launchChromium({ voice: await voiceFile('ben') }),
    ]);
    ana = await Visitor.arrive(anasBrowser, server);
    ben = await Visitor.arrive(bensBrowser, server);
    chloe = await Visitor.arrive(bensBrowser, server, { scripts: [countingScript] });
  });

  afterAll(async () => {
    await Promise.all([anasBrowser?.close(), bensBrowser?.close()]);
    await server?.close();
  });

  test('[EVE-1] the owner link makes an account, and a member opens a room and arrives muted', async () => {
    await ana.becomeOwner('Ana');
    url = await ana.openRoom('Timber frames without glue');
    expect(new URL(url).pathname).toMatch(/^\/r\/[\w-]+$/);
    await ana.person('Ana', 'moderator', 'muted').waitFor();
    await ana.button('Unmute').first().waitFor();
  });

  test('[EVE-2] who has opened the page sees the room, has no connection and hears nothing', async () => {
    await ana.unmute();
    await chloe.look(url);
    await chloe.page.getByRole('heading', { name: 'Timber frames without glue' }).waitFor();
    await chloe.page.getByText('Ana').first().waitFor();
    await staysSilent(chloe.page, { forMs: 2_000 });
    expect(await chloe.page.evaluate(() => window.dishonest.connections.length)).toBe(0);
  });

  test('[EVE-3] who joins hears the owner, and is never asked for the microphone', async () => {
    await chloe.join(url, 'Chloe');
    await hears(chloe.page, 'ana');
    expect(await chloe.page.evaluate(() => window.dishonest.microphoneAsked)).toBe(0);
    await ben.join(url, 'Ben');
    await hears(ben.page, 'ana');
  });

  test('[EVE-4] a raised hand waits in the queue and can be lowered', async () => {
    await ben.button('Raise hand').click();
    await ben.button('Lower hand').waitFor();
    await ana.page.getByRole('list', { name: 'Raised hands' }).getByText('Ben').first().waitFor();
    await ana.page.getByRole('status').filter({ hasText: /Ben/ }).first().waitFor({ state: 'attached' });
    await ben.button('Lower hand').click();
    await ben.button('Raise hand').click();
    await ben.button('Lower hand').waitFor();
  });

  test('[EVE-5] who is brought on stage accepts first, arrives muted, and is heard once unmuted', async () => {
    await ana.choose('Ben', 'Bring on stage');
    await ben.answer('Come on stage?', 'Accept');
    await ana.page.getByRole('list', { name: 'Stage' }).getByText('Ben').first().waitFor();
    await ana.person('Ben', 'muted').first().waitFor();
    await staysSilent(ana.page, { forMs: 1_000 });
    await ben.unmute();
    await Promise.all([hears(ana.page, 'ben'), hears(chloe.page, 'ben')]);
    await hears(chloe.page, 'ana');
  });

  test('[EVE-6] a moderator mutes a speaker, who is told by whom and can only be asked to unmute', async () => {
    const silence = fallsSilent(ana.page);
    await ana.choose('Ben', 'Mute');
    expect(await silence).toBeLessThan(2_000);
    await ben.page
      .getByText(/Ana muted you/)
      .first()
      .waitFor({ state: 'attached' });
    await hearsNot(chloe.page, 'ben');
    await ana.choose('Ben', 'Ask to unmute');
    await ben.page
      .getByText(/Ana .*unmute/)
      .first()
      .waitFor({ state: 'attached' });
    await ben.unmute();
    await hears(ana.page, 'ben');
  });

  test('[EVE-7] sent back to the audience a speaker is silent, and still hears', async () => {
    const silence = fallsSilent(ana.page);
    await ana.choose('Ben', 'Move to audience');
    expect(await silence).toBeLessThan(2_000);
    await ben.button('Raise hand').waitFor();
    await hears(ben.page, 'ana');
  });

  test('[EVE-8] not now: an invitation that is declined leaves one in the audience', async () => {
    await ana.choose('Ben', 'Bring on stage');
    await ben.answer('Come on stage?', 'Not now');
    await ben.button('Raise hand').waitFor();
    await ana.page.getByRole('list', { name: 'Audience' }).getByText('Ben').first().waitFor();
  });

  test('[EVE-9] a listener sets the volume of a speaker for themselves alone', async () => {
    await chloe.person('Ana').first().click();
    const volume = chloe.page.getByRole('slider').first();
    await volume.fill('0');
    await chloe.page.keyboard.press('Escape');
    await fallsSilent(chloe.page);
    await hears(ben.page, 'ana');
    await chloe.person('Ana').first().click();
    await volume.fill('100');
    await chloe.page.keyboard.press('Escape');
    await hears(chloe.page, 'ana');
  });

  test('[EVE-10] who is removed hears nothing, is told by whom, and cannot come back', async () => {
    const silence = fallsSilent(chloe.page);
    await ana.choose('Chloe', 'Remove from room');
    await ana.answer(/^Remove /, 'Remove');
    expect(await silence).toBeLessThan(3_000);
    await chloe.page
      .getByText(/Ana removed you/)
      .first()
      .waitFor();
    await chloe.page.reload();
    await chloe.page.getByText('You were removed from this room and cannot come back.').waitFor();
    for (const way of ['Join', 'Knock']) expect(await chloe.button(way).count()).toBe(0);
  });

  test('[EVE-11] the room is closed for everyone and opens again at the same URL', async () => {
    await close(ana);
    await ben.page.getByRole('heading', { name: 'Ana closed the room.' }).waitFor();
    await ana.page.getByRole('main').getByRole('button', { name: 'Open again' }).click();
    await ana.person('Ana', 'moderator').first().waitFor();
    expect(ana.page.url()).toBe(url);
    await ben.page.getByText('It is open again.').waitFor();
    await ben.button('Join').click();
    await ben.button('Leave quietly').waitFor();
    await ana.unmute();
    await hears(ben.page, 'ana');
  });

  test('[EVE-12] beside the hallway, the room one looks at opens again from its card', async () => {
    await ana.page.setViewportSize({ width: 1280, height: 800 });
    await close(ana);
    await cardButton(ana, 'Timber frames without glue').click();
    await ana.person('Ana', 'moderator').first().waitFor();
  });

  test('[EVE-13] nobody goes into a room, or out of it for another, without having said so', async () => {
    await ana.page.getByRole('link', { name: 'Another room' }).click();
    await answerLeaving(ana, 'Leave quietly');
    await ana.page.getByRole('textbox', { name: 'Room title' }).fill('Pricing a kitchen');
    await ana.page.keyboard.press('Enter');
    await ana.person('Ana', 'moderator').first().waitFor();
    await close(ana);
    await ana.page.getByRole('link', { name: 'Timber frames without glue' }).click();
    await ana.button('Join').click();
    await ana.button('Leave quietly').waitFor();
    await cardButton(ana, 'Pricing a kitchen').click();
    await answerLeaving(ana, 'Cancel');
    await ana.page.getByRole('main').getByRole('heading', { name: 'Timber frames without glue' }).waitFor();
    await cardButton(ana, 'Pricing a kitchen').click();
    await answerLeaving(ana, 'Leave quietly');
    await ana.page.getByRole('main').getByRole('heading', { name: 'Pricing a kitchen' }).waitFor();
    await ana.person('Ana', 'moderator').first().waitFor();
    // The way back to the room that was opened first is not taken at once either.
    await ana.page.getByRole('link', { name: 'Timber frames without glue' }).click();
    await answerLeaving(ana, 'Leave quietly');
    await ana.button('Join').waitFor();
  });
});

async function close(moderator: Visitor): Promise<void> {
  await moderator.button('More').click();
  await moderator.page.getByRole('menuitem', { name: 'Close the room' }).click();
  await moderator.answer('Close the room?', 'Close for everyone');
}

/** The room behind the question has a button of the same name. */
async function answerLeaving(inside: Visitor, answer: string): Promise<void> {
  const question = inside.page.getByRole('dialog', { name: 'Leave this room?' });
  await question.getByRole('button', { name: answer }).click();
  await question.waitFor({ state: 'hidden' });
}

/** *Open again* on the card of a closed room, in the hallway beside the page. */
function cardButton(owner: Visitor, title: string): Locator {
  const card = owner.page.getByRole('listitem').filter({ hasText: title });
  return card.getByRole('button', { name: 'Open again' });
}
