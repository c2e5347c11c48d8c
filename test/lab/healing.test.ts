import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countingScript } from '../support/dishonest-page.ts';
import { fallsSilent, hears } from '../support/hearing-expectations.ts';
import { NetworkLab, whyNoNetworkLab } from '../support/network-lab.ts';
import { Visitor } from '../support/people.ts';
import { freePort, RunningServer } from '../support/running-server.ts';
import { microphoneScript } from '../support/voice-microphone.ts';

const why = whyNoNetworkLab();
if (why !== undefined) console.warn(`The healing of links was not tested: ${why}`);

/** Ana and Ben in networks of their own, the server in a third. */
describe('a link whose network goes away', { skip: why !== undefined }, () => {
  let lab: NetworkLab;
  let server: RunningServer;
  let browsers: Browser[] = [];
  let ana: Visitor;
  let ben: Visitor;

  beforeAll(async () => {
    lab = await NetworkLab.open('ana', 'ben');
    const port = await freePort();
    const url = await lab.serve(port);
    server = await RunningServer.start({ port, url, env: { PUBLIC_URL: url } });
    browsers = [await lab.launchChromium('ana'), await lab.launchChromium('ben')];
    const [anas, bens] = browsers;
    if (!anas || !bens) throw new Error('no browsers');
    ana = await Visitor.arrive(anas, server, { scripts: [microphoneScript('ana')] });
    ben = await Visitor.arrive(bens, server, { scripts: [countingScript] });
    await ana.becomeOwner('Ana');
    const room = await ana.openRoom('Healing');
    await ana.unmute();
    await ben.join(room, 'Ben');
    await hears(ben.page, 'ana');
  });

  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await server?.close();
    await lab?.close();
  });

  const connections = () => ben.page.evaluate(() => window.dishonest.connections.length);
  /** Changes with every ICE restart (RFC 8839, 5.4). */
  const iceUser = () =>
    ben.page.evaluate(
      () => /a=ice-ufrag:(\S+)/.exec(window.dishonest.connections.at(-1)?.localDescription?.sdp ?? '')?.[1],
    );
  const iceState = () => ben.page.evaluate(() => window.dishonest.connections.at(-1)?.iceConnectionState);

  test('[LIVE-5] heals by ICE restart, with the same connection, when the page comes back from another network', async () => {
    const before = await iceUser();
    lab.unplug('ben');
    await fallsSilent(ben.page, { withinMs: 15_000 });
    await expect.poll(iceState, { timeout: 15_000 }).toBe('disconnected');
    lab.move('ben');
    lab.plugIn('ben');
    await hears(ben.page, 'ana', { withinMs: 20_000 });
    expect(await connections()).toBe(1);
    await expect.poll(iceUser).not.toBe(before);
  });

  test('[LIVE-6] heals so too when only the way between the two was cut, and the server was there all along', async () => {
    const before = await iceUser();
    lab.block('ana', 'ben');
    await fallsSilent(ben.page, { withinMs: 15_000 });
    await expect.poll(iceState, { timeout: 15_000 }).toBe('disconnected');
    lab.unblock('ana', 'ben');
    await hears(ben.page, 'ana', { withinMs: 20_000 });
    expect(await connections()).toBe(1);
    await expect.poll(iceUser).not.toBe(before);
  });

  test('[LIVE-7] is replaced by a new one when it was away for longer', async () => {
    lab.block('ana', 'ben');
    await expect.poll(connections, { timeout: 40_000 }).toBeGreaterThan(1);
    lab.unblock('ana', 'ben');
    await hears(ben.page, 'ana', { withinMs: 20_000 });
  });
});
