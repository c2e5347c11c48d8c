import type { Browser } from 'playwright-core';
import type { Browser as Firefox, Page as FirefoxPage } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFirefox, launchChromium, launchFirefox } from '../support/browsers.ts';
import { countingScript } from '../support/dishonest-page.ts';
import { deepPress } from '../support/deep-press.ts';
import { hearingScript } from '../support/hearing.ts';
import { hears } from '../support/hearing-expectations.ts';
import { Visitor } from '../support/people.ts';
import { quietRun } from '../support/quiet-evaluate.ts';
import { RunningServer } from '../support/running-server.ts';
import { microphoneScript } from '../support/voice-microphone.ts';

const { reason } = await findFirefox();
if (reason !== undefined) console.warn(`Firefox was not tested: ${reason}`);

let server: RunningServer;
let chromium: Browser;
let firefox: Firefox;
let ana: Visitor;
let url: string;

beforeAll(async () => {
  if (reason !== undefined) return;
  server = await RunningServer.start();
  [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox()]);
});

afterAll(async () => {
  await Promise.all([chromium?.close(), firefox?.close()]);
  await server?.close();
});

/** Somebody who joins a room in Firefox, as a guest. */
async function joinInFirefox(url: string, name: string, script?: string): Promise<FirefoxPage> {
  const context = await firefox.createBrowserContext();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(hearingScript);
  if (script !== undefined) await page.evaluateOnNewDocument(script);
  await page.goto(url);
  await page.locator('>>> input#text').fill(name);
  await press(page, 'Join');
  return page;
}

test.skipIf(reason !== undefined)(
  '[FOX-1] Chromium and Firefox hear each other in one room, where Chromium passes voices on',
  async () => {
    ana = await Visitor.arrive(chromium, server, { scripts: [microphoneScript('ana')] });
    await ana.becomeOwner('Ana');
    url = await ana.openRoom('Two kinds of browsers');
    await ana.unmute();
    const ben = await joinInFirefox(url, 'Ben', microphoneScript('ben'));
    await hears(ben, 'ana');

    await ana.person('Ben').first().waitFor();
    await ana.choose('Ben', 'Bring on stage');
    await press(ben, 'Accept');
    await press(ben, 'Unmute');
    await hears(ana.page, 'ben');
    expect(await ana.person('Ben', 'muted').count()).toBe(0);
  },
);

test.skipIf(reason !== undefined)(
  '[FOX-2] Firefox hears Firefox over a Chromium that passes the voice on, and straight where nobody does',
  async () => {
    const chloe = await joinInFirefox(url, 'Chloe', countingScript);
    const linked = () =>
      quietRun(
        chloe,
        () =>
          window.dishonest.connections.filter(({ connectionState }) => connectionState === 'connected')
            .length,
        undefined,
      );
    await hears(chloe, 'ben');
    expect(await linked()).toBe(1);
    await ana.page.evaluate(() => localStorage.setItem('parley.carry', 'no'));
    await expect.poll(linked, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
    await Promise.all([hears(chloe, 'ben'), hears(chloe, 'ana')]);
  },
);

const press = (page: FirefoxPage, name: string) =>
  expect
    .poll(() => quietRun(page, deepPress, { name }), { message: `press ${name}`, timeout: 20_000 })
    .toBe(true);
