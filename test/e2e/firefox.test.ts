import type { Browser } from 'playwright-core';
import type { Browser as Firefox, Page as FirefoxPage } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFirefox, launchChromium, launchFirefox } from '../support/browsers.ts';
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

beforeAll(async () => {
  if (reason !== undefined) return;
  server = await RunningServer.start();
  [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox()]);
});

afterAll(async () => {
  await Promise.all([chromium?.close(), firefox?.close()]);
  await server?.close();
});

test.skipIf(reason !== undefined)('[FOX-1] Chromium and Firefox hear each other in one room', async () => {
  const ana = await Visitor.arrive(chromium, server, { scripts: [microphoneScript('ana')] });
  await ana.becomeOwner('Ana');
  const url = await ana.openRoom('Two kinds of browsers');
  await ana.unmute();

  const page = await firefox.newPage();
  await page.evaluateOnNewDocument(hearingScript);
  await page.evaluateOnNewDocument(microphoneScript('ben'));
  await page.goto(url);
  await page.locator('>>> input#text').fill('Ben');
  await press(page, 'Join');
  await hears(page, 'ana');

  await ana.person('Ben').first().waitFor();
  await ana.choose('Ben', 'Bring on stage');
  await press(page, 'Accept');
  await press(page, 'Unmute');
  await hears(ana.page, 'ben');
  expect(await ana.person('Ben', 'muted').count()).toBe(0);
});

const press = (page: FirefoxPage, name: string) =>
  expect
    .poll(() => quietRun(page, deepPress, { name }), { message: `press ${name}`, timeout: 20_000 })
    .toBe(true);
