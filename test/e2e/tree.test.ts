import type { Browser, Page } from 'playwright-core';
import type { ViteDevServer } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { serveTestPage } from '../support/test-page.ts';
import type { Lab } from './mesh-page/main.ts';

declare const lab: Lab;
declare global {
  interface Window {
    pair: InstanceType<Lab['Pair']>;
  }
}

let browser: Browser;
let server: ViteDevServer;
let url: string;
let page: Page;

beforeAll(async () => {
  ({ server, url } = await serveTestPage('mesh-page'));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Two on stage, a forwarder beneath one of them, a second beneath the other, and a child of the first whose standby is the second. */
const SEATS = {
  stage: ['ada', 'ben'],
  parents: { one: 'ada', two: 'ben', child: 'one' },
  standbys: { child: 'two' },
};

beforeEach(async () => {
  await page?.close();
  page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'lab' in window);
  await page.evaluate(async (seats) => {
    window.pair = new lab.Pair();
    await Promise.all(['ada', 'ben', 'one', 'two', 'child'].map((id) => window.pair.join(id)));
    window.pair.seat(seats);
    window.pair.end('ada').audio.speak(lab.buzz());
  }, SEATS);
});

/** Waits until somebody hears, or no longer hears, a speaker's buzz. */
const hears = (who: string, speaker: string, expected = true) =>
  page.waitForFunction(
    ([who, speaker, expected]) => window.pair.end(who).audio.levelOf(speaker) > 0.05 === expected,
    [who, speaker, expected] as const,
    { timeout: 15_000 },
  );
const uplinks = (who: string) => page.evaluate((who) => window.pair.end(who).audio.uplinks, who);
const reports = (who: string) => page.evaluate((who) => window.pair.end(who).audio.reports(), who);
const seat = (change: object) => page.evaluate((seats) => window.pair.seat(seats), { ...SEATS, ...change });

describe('in the audience', () => {
  test('[HOP-1] everyone on stage is heard over one parent, two hops deep, and coming and going on stage renegotiates nothing', async () => {
    await hears('child', 'ada');
    const before = await page.evaluate(() => window.pair.end('child').said.length);
    await page.evaluate(() => window.pair.end('ben').audio.speak(lab.buzz()));
    await hears('child', 'ben');
    expect(await uplinks('child')).toEqual({ parent: 'one', standby: 'two' });
    // Of the second speaker it was told over the link that was there.
    const said = await page.evaluate(() => window.pair.end('child').said);
    expect(said.slice(before).filter((line) => !line.startsWith('candidate'))).toEqual([]);
  });

  test('[HOP-2] the standby is linked, and sends nothing until it is asked', async () => {
    await hears('child', 'ada');
    await page.waitForFunction(async () =>
      (await window.pair.end('child').audio.reports()).every(({ state }) => state === 'up'),
    );
    const standby = (await reports('child')).find(({ kind }) => kind === 'standby');
    expect(standby).toMatchObject({ peer: 'two', flows: false, receivedBps: 0 });
    expect((await reports('two')).find(({ kind }) => kind === 'ward')).toMatchObject({
      flows: false,
      sentBps: 0,
    });
  });

  test('[HOP-3] who is muted by the roster is neither passed on nor played, though they go on sending', async () => {
    await hears('child', 'ada');
    await seat({ muted: ['ada'] });
    await hears('child', 'ada', false);
    await hears('one', 'ada', false);
    // Whoever hears the room from a parent with an old roster does not play it either.
    await page.evaluate(() => {
      const { audio } = window.pair.end('one');
      const [soon, keys] = [new Set<string>(), window.pair.keys(['ada', 'ben'])];
      audio.hear({ you: 'one', onStage: false, audible: new Set(['ada', 'ben']), soon, keys });
      window.pair.end('ada').audio.hear({ you: 'ada', onStage: true, audible: new Set(['ben']), soon, keys });
    });
    await hears('one', 'ada');
    await hears('child', 'ada', false);
  });

  test('[HOP-4] a parent that falls silent is left for the standby without the server, and named once', async () => {
    await hears('child', 'ada');
    await page.evaluate(() => {
      for (const { ...end } of window.pair.ends.values()) end.relay = false;
      window.pair.end('one').router.close();
      window.pair.end('one').audio.close();
    });
    await page.waitForFunction(() => window.pair.end('child').audio.uplinks.parent === 'two');
    await hears('child', 'ada');
    await page.waitForFunction(() => window.pair.end('child').lost.includes('one'));
    expect(await page.evaluate(() => window.pair.end('child').lost)).toEqual(['one']);
  });

  test('[HOP-5] a child that is given another parent hears the old one until the new one plays', async () => {
    await hears('child', 'ada');
    await page.evaluate(() => {
      const { pair } = window;
      const plan = (peer: string, kind: 'parent' | 'former') => ({ ...pair.plan(peer, true), kind });
      pair.end('child').audio.follow([plan('two', 'parent'), plan('one', 'former')]);
      // Not for a moment without a voice, from one tick to the next.
      Object.assign(window, { gaps: 0 });
      pair.end('child').router.onTick(() => {
        if (pair.end('child').audio.levelOf('ada') === 0)
          Object.assign(window, { gaps: Reflect.get(window, 'gaps') + 1 });
      });
    });
    await page.waitForFunction(() => window.pair.end('child').audio.uplinks.parent === 'two');
    await hears('child', 'ada');
    expect(await page.evaluate(() => Reflect.get(window, 'gaps') as number)).toBe(0);
  });

  test('[HOP-6] whoever leaves politely sends on until nobody wants it any more', async () => {
    await hears('child', 'ada');
    await page.evaluate(() => window.pair.end('one').audio.handOver());
    expect(await uplinks('child')).toMatchObject({ parent: 'two' });
    await hears('child', 'ada');
    // It did not go for want of patience.
    expect((await reports('one')).filter(({ kind, flows }) => kind !== 'parent' && flows)).toEqual([]);
  });

  test('[SEAL-7] a parent that passes on another voice than it says is silenced, left, and named', async () => {
    await hears('child', 'ada');
    await page.evaluate(() => window.pair.end('one').router.lie(lab.buzz()));
    await page.waitForFunction(() => window.pair.end('child').deceivers.includes('one'));
    await page.waitForFunction(() => window.pair.end('child').audio.uplinks.parent === 'two');
    await hears('child', 'ada');
  });

  test('[SEAL-10] a voice that comes under another number than was agreed on is checked too', async () => {
    await page.evaluate(async () => {
      await window.pair.join('liar');
      window.pair.end('liar').forge = ({ side, attempt, signal }) => ({
        side,
        attempt,
        signal:
          'sdp' in signal && side === 'down'
            ? {
                ...signal,
                sdp: signal.sdp.replaceAll(
                  /a=ssrc:(\d+)/g,
                  (_, ssrc) => `a=ssrc:${(Number(ssrc) ^ 5) >>> 0}`,
                ),
              }
            : signal,
      });
    });
    await seat({
      parents: { ...SEATS.parents, liar: 'ada', child: 'liar' },
      standbys: { child: 'two' },
    });
    await page.waitForFunction(() => window.pair.end('child').audio.uplinks.parent === 'liar');
    await hears('child', 'ada');
    await page.evaluate(() => window.pair.end('liar').router.lie(lab.buzz()));
    await page.waitForFunction(() => window.pair.end('child').deceivers.includes('liar'));
    await page.waitForFunction(() => window.pair.end('child').audio.uplinks.parent === 'two');
    await hears('child', 'ada');
  });

  test('[SEAL-8] a parent that was deceived itself stops passing the voice on, and keeps its children', async () => {
    await page.evaluate(() => window.pair.join('grandchild'));
    await seat({
      parents: { ...SEATS.parents, grandchild: 'child' },
      standbys: { ...SEATS.standbys, grandchild: 'ben' },
    });
    await hears('grandchild', 'ada');
    await page.evaluate(() => window.pair.end('one').router.lie(lab.buzz()));
    await page.waitForFunction(() => window.pair.end('child').deceivers.includes('one'));
    await page.waitForFunction(() => window.pair.end('child').audio.uplinks.parent === 'two');
    await hears('grandchild', 'ada');
    expect(await page.evaluate(() => window.pair.end('grandchild').deceivers)).toEqual([]);
  });
});
