import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { dishonestScript } from '../support/dishonest-page.ts';
import { fallsSilent, hears, staysSilent } from '../support/hearing-expectations.ts';
import { Visitor } from '../support/people.ts';
import { carryingScript } from '../support/placed-people.ts';
import { RunningServer } from '../support/running-server.ts';
import { microphoneScript } from '../support/voice-microphone.ts';

/** Mallory's page ignores whatever it is told, goes on sending and goes on playing. Ana and Chloe have honest pages. */
describe('a dishonest page', () => {
  let server: RunningServer;
  let browser: Browser;
  let ana: Visitor;
  let chloe: Visitor;
  let mallory: Visitor;
  let url: string;

  beforeAll(async () => {
    server = await RunningServer.start();
    browser = await launchChromium();
    // Nobody carries anybody, so that Mallory has links on which to send: a child's lines go one way.
    ana = await Visitor.arrive(browser, server, { scripts: [microphoneScript('ana'), carryingScript(0)] });
    chloe = await Visitor.arrive(browser, server, { scripts: [carryingScript(0)] });
    mallory = await Visitor.arrive(browser, server, { scripts: [microphoneScript('ben'), dishonestScript] });
    await ana.becomeOwner('Ana');
    url = await ana.openRoom('No ghosts');
    await ana.unmute();
    await chloe.join(url, 'Chloe');
    await mallory.join(url, 'Mallory');
    await Promise.all([hears(chloe.page, 'ana'), hears(mallory.page, 'ana')]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const send = () => mallory.page.evaluate(() => window.dishonest.send());
  /** Bytes of audio that Mallory's page has sent so far, to know that silence elsewhere is not for want of trying. */
  const sent = () =>
    mallory.page.evaluate(async () => {
      let bytes = 0;
      for (const connection of window.dishonest.connections) {
        for (const stat of (await connection.getStats()).values())
          if (stat.type === 'outbound-rtp') bytes += stat.bytesSent ?? 0;
      }
      return bytes;
    });
  const sendsOn = async () => {
    const before = await sent();
    await expect.poll(sent, { timeout: 10_000 }).toBeGreaterThan(before + 5_000);
  };

  test('[GHOST-1] in the audience is not heard, though it sends', async () => {
    expect(await send()).toBeGreaterThan(0);
    await sendsOn();
    await staysSilent(ana.page, { forMs: 2_000 });
  });

  test('[GHOST-2] on stage and muted is not heard, before and after it was', async () => {
    await ana.choose('Mallory', 'Bring on stage');
    await mallory.answer('Come on stage?', 'Accept');
    await ana.person('Mallory', 'muted').first().waitFor();
    await send();
    await sendsOn();
    await staysSilent(ana.page, { forMs: 1_500 });
    await mallory.unmute();
    await Promise.all([hears(ana.page, 'ben'), hears(chloe.page, 'ben')]);
    const silence = fallsSilent(ana.page);
    await ana.choose('Mallory', 'Mute');
    const chosen = performance.now();
    await ana.person('Mallory', 'muted').first().waitFor();
    expect(performance.now() - chosen).toBeLessThan(1_000);
    await silence;
    await send();
    await sendsOn();
    await staysSilent(ana.page, { forMs: 1_500 });
  });

  test('[GHOST-3] sent back to the audience falls silent within a second, and stays so', async () => {
    await mallory.unmute();
    await hears(ana.page, 'ben');
    await ana.person('Mallory').first().click();
    const silence = fallsSilent(ana.page);
    await ana.page.getByRole('menuitem', { name: 'Move to audience' }).click();
    expect(await silence).toBeLessThan(1_000);
    await send();
    await sendsOn();
    await staysSilent(ana.page, { forMs: 1_500 });
  });

  test('[GHOST-4] once removed is neither heard nor hearing within a second', async () => {
    await hears(mallory.page, 'ana');
    await ana.person('Mallory').first().click();
    await ana.page.getByRole('menuitem', { name: 'Remove from room' }).click();
    const silence = fallsSilent(mallory.page);
    await ana.answer(/^Remove /, 'Remove');
    expect(await silence).toBeLessThan(1_000);
    await send();
    await Promise.all([staysSilent(ana.page, { forMs: 2_000 }), staysSilent(mallory.page, { forMs: 2_000 })]);
    await hears(chloe.page, 'ana');
  });
});
