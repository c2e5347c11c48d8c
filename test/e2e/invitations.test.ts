import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { type Friend, giveNumber, invite } from '../support/members.ts';
import { Visitor } from '../support/people.ts';
import { RunningServer } from '../support/running-server.ts';

const carla: Friend = { name: 'Carla', handle: 'carla', phone: '+49 1512 3456780' };
let server: RunningServer;
let browser: Browser;
let ana: Visitor;
let friend: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([RunningServer.start(), launchChromium()]);
  ana = await Visitor.arrive(browser, server);
  friend = await Visitor.arrive(browser, server);
  await ana.becomeOwner('Ana');
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('[JOIN-10] a link that works only on this computer says so, wherever it is shown', async () => {
  const { page } = ana;
  const warning = page.getByText('This link works only on this computer').last();
  await page.goto(`${server.url}/settings`);
  await ana.button('Link a device').click();
  await warning.waitFor();
  await ana.openRoom('Far from the world');
  await warning.waitFor();
  await ana.button('Leave quietly').click();
});

test('[JOIN-6] withdrawn it says so, and the inviter has it back', async () => {
  const link = await invite(ana, carla);
  await ana.page.getByText('You have 1 invite left.').waitFor();
  await ana.button('Withdraw').click();
  await ana.answer('Withdraw the invite for Carla?', 'Withdraw the invite');
  await ana.page.getByText('You have 2 invites left.').waitFor();
  await ana.page.getByText(/^withdrawn on/).waitFor();
  await ana.button('Invite a friend').waitFor();
  await friend.page.goto(link);
  await friend.page.getByRole('heading', { name: 'This invitation was withdrawn.' }).waitFor();
});

test('[JOIN-7] the fifth wrong number locks it, each page says so, and the inviter has it back', async () => {
  const link = await invite(ana, carla);
  for (const last of ['1', '2', '3', '4']) {
    await giveNumber(friend, link, `+49 1512 999999${last}`);
    await friend.page.getByText('made for another number').waitFor();
    await friend.page.reload();
  }
  await giveNumber(friend, link, '+49 1512 9999995');
  const locked = friend.page.getByRole('heading', { name: 'This invitation is locked.' });
  await locked.waitFor();
  await expect.poll(() => locked.evaluate((heading) => heading.matches(':focus'))).toBe(true);
  await friend.page.reload();
  await locked.waitFor();
  await ana.page.reload();
  await ana.page.getByText(/^locked on .* after five wrong numbers$/).waitFor();
  await ana.page.getByText('You have 2 invites left.').waitFor();
});

test('[JOIN-8] expired in the hands of a friend, it says so and what to do', async () => {
  const link = await invite(ana, carla);
  const refusal = { status: 410, json: { ok: false, reason: 'invite-expired' } };
  await friend.page.route('**/api/invites/**', (route) => route.fulfill(refusal));
  await friend.page.goto(link);
  await friend.page.getByRole('heading', { name: 'This invitation has expired.' }).waitFor();
  await friend.page.getByText('Ask whoever sent it to you for a new one.').waitFor();
});

test('[JOIN-9] with none left there is no button, and it is said when more come', async () => {
  await invite(ana, { ...carla, phone: '+49 1512 3456781' });
  await ana.page.getByText('You have no invites left.').waitFor();
  await ana.page.getByText(/^After \d more rooms/).waitFor();
  expect(await ana.button('Invite a friend').count()).toBe(0);
});
