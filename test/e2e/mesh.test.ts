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

beforeEach(async () => {
  await page?.close();
  page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'lab' in window);
  await page.evaluate(async () => {
    window.pair = new lab.Pair();
    await Promise.all([window.pair.join('a'), window.pair.join('b')]);
    window.pair.hear('a', ['b']);
    window.pair.hear('b', ['a']);
    window.pair.end('a').audio.speak(lab.buzz());
  });
});

/** Waits until `b` hears, or no longer hears, the buzz of `a`. */
const heard = (expected: boolean) =>
  page.waitForFunction((expected) => window.pair.end('b').audio.levelOf('a') > 0.05 === expected, expected, {
    timeout: 30_000,
  });
const link = () => page.evaluate(() => window.pair.link());
const said = (who: string) =>
  page.evaluate((who) => window.pair.end(who).said.filter((line) => !line.startsWith('candidate')), who);
/** Connections that were not closed. */
const alive = () =>
  page.evaluate(() => lab.connections.filter(({ connectionState }) => connectionState !== 'closed').length);

describe('a link', () => {
  test('[LINK-1] carries the voice of whoever speaks, with RED first and DTX', async () => {
    await link();
    await heard(true);
    const sdp = await page.evaluate(
      () =>
        lab.connections.find(({ localDescription }) => localDescription?.type === 'answer')?.localDescription
          ?.sdp ?? '',
    );
    const [first] = /^m=audio .*SAVPF (\d+)/m.exec(sdp)?.slice(1) ?? [];
    expect(sdp).toContain(`a=rtpmap:${first} red/48000`);
    expect(sdp).toMatch(/usedtx=1/);
    expect(sdp).toMatch(/useinbandfec=1/);
  });

  test('[LINK-2] given twice in the plan stays the one it is', async () => {
    await link();
    await heard(true);
    const before = await page.evaluate(() => lab.connections.length);
    await link();
    expect(await page.evaluate(() => lab.connections.length)).toBe(before);
    expect(await said('a')).toEqual(['offer 1/1']);
  });

  test('[LINK-3] is closed when the plan no longer has it, whatever the other side does', async () => {
    await link();
    await heard(true);
    await page.evaluate(() => window.pair.end('b').audio.follow([]));
    await heard(false);
    await page.waitForFunction(() => window.pair.end('b').audio.levelOf('a') === 0);
    // The other side, whose plan still has the link, asks again and again and gets nothing.
    await page.waitForFunction(() => window.pair.end('a').said.includes('offer 2/1'));
    await heard(false);
  });

  test('[LINK-4] is refused when the peer shows another certificate than the roster names', async () => {
    await page.evaluate(async () => {
      await window.pair.join('impostor');
      const { fingerprint } = window.pair.end('impostor');
      window.pair.end('b').audio.follow([{ peer: 'a', kind: 'stage', fingerprint, initiator: false }]);
      window.pair
        .end('a')
        .audio.follow([
          { peer: 'b', kind: 'stage', fingerprint: window.pair.end('b').fingerprint, initiator: true },
        ]);
    });
    await page.waitForFunction(() => window.pair.end('b').said.some((line) => line.startsWith('renew')));
    expect((await said('b')).filter((line) => line.startsWith('answer'))).toEqual([]);
    await heard(false);
  });

  test('[LINK-5] is refused when a description is forged to announce the right certificate for a wrong one', async () => {
    await page.evaluate(async () => {
      await window.pair.join('c');
      const [a, b, c] = [window.pair.end('a'), window.pair.end('b'), window.pair.end('c')];
      // The page of `a` uses its own certificate but claims, in roster and SDP alike, to hold that of `c`.
      a.forge = ({ side, attempt, signal }) => ({
        side,
        attempt,
        signal:
          'sdp' in signal ? { ...signal, sdp: signal.sdp.replaceAll(a.fingerprint, c.fingerprint) } : signal,
      });
      b.audio.follow([{ peer: 'a', kind: 'stage', fingerprint: c.fingerprint, initiator: false }]);
      a.audio.follow([{ peer: 'b', kind: 'stage', fingerprint: b.fingerprint, initiator: true }]);
    });
    await page.waitForFunction(() => window.pair.end('b').said.some((line) => line.startsWith('answer')));
    await page.waitForFunction(
      () => window.pair.end('b').said.some((line) => line.startsWith('renew')),
      undefined,
      { timeout: 30_000 },
    );
    await heard(false);
  });

  test('[LINK-6] heals by ICE restart on request of either side, with the same connection', async () => {
    await link();
    await heard(true);
    const before = await page.evaluate(() => lab.connections.length);
    await page.evaluate(() =>
      window.pair.end('a').audio.receive('b', { side: 'stage', attempt: 1, signal: { type: 'restart' } }),
    );
    await page.waitForFunction(() => window.pair.end('b').said.includes('answer 1/2'));
    await heard(true);
    expect(await page.evaluate(() => lab.connections.length)).toBe(before);
  });

  test('[LINK-7] that failed is replaced by a new one, once signals pass again', async () => {
    await link();
    await heard(true);
    await page.evaluate(() => {
      window.pair.end('a').relay = false;
      window.pair.end('b').relay = false;
      for (const connection of lab.connections) connection.close();
    });
    await page.waitForFunction(() => window.pair.end('b').audio.troubled.includes('a'), undefined, {
      timeout: 30_000,
    });
    await page.evaluate(() => {
      for (const id of ['a', 'b']) {
        window.pair.end(id).relay = true;
        window.pair.end(id).audio.retry();
      }
    });
    await heard(true);
    expect(await alive()).toBe(2);
  });

  test('[LINK-8] survives an offer that was lost on the way', async () => {
    await link();
    await heard(true);
    await page.evaluate(() => {
      window.pair.end('a').relay = false;
      window.pair.end('a').audio.receive('b', { side: 'stage', attempt: 1, signal: { type: 'restart' } });
    });
    await page.waitForFunction(() => window.pair.end('a').said.includes('offer 1/2'));
    await page.evaluate(() => (window.pair.end('a').relay = true));
    await page.waitForFunction(() =>
      lab.connections.every(({ signalingState }) => signalingState !== 'have-local-offer'),
    );
    await page.waitForFunction(() => {
      window.pair.end('a').audio.receive('b', { side: 'stage', attempt: 1, signal: { type: 'restart' } });
      return window.pair.end('b').said.includes('answer 1/3');
    });
    await heard(true);
  });

  test('[LINK-9] plays nothing of somebody who may not be heard, and sends nothing when one is silent', async () => {
    await link();
    await heard(true);
    await page.evaluate(() => window.pair.hear('b', []));
    await heard(false);
    await page.evaluate(() => {
      window.pair.hear('b', ['a']);
      window.pair.end('a').audio.speak(null);
    });
    await heard(false);
  });

  test('[LINK-10] survives an offer that the server passed on and nobody got', async () => {
    await link();
    await heard(true);
    await page.evaluate(() => {
      window.pair.end('a').lose = true;
      window.pair.end('a').audio.receive('b', { side: 'stage', attempt: 1, signal: { type: 'restart' } });
    });
    await page.waitForFunction(() => window.pair.end('a').said.includes('offer 1/2'));
    await page.evaluate(() => (window.pair.end('a').lose = false));
    await page.waitForFunction(() => {
      window.pair.end('a').audio.receive('b', { side: 'stage', attempt: 1, signal: { type: 'restart' } });
      return window.pair.end('b').said.includes('answer 1/3');
    });
    await heard(true);
  });

  test('[LINK-11] cannot be made to open connection after connection by a peer that asks for new ones', async () => {
    await link();
    await heard(true);
    const made = await page.evaluate(() => {
      for (let i = 0; i < 200; i += 1) {
        for (const attempt of [1, 2, 999_999])
          window.pair.end('a').audio.receive('b', { side: 'stage', attempt, signal: { type: 'renew' } });
        window.pair.end('a').audio.receive('b', { side: 'stage', attempt: 1, signal: { type: 'restart' } });
      }
      return lab.connections.length;
    });
    expect(made).toBeLessThanOrEqual(3);
    await heard(true);
  });

  test('[LINK-12] that was prepared is connected to nobody until its offer is answered, and then is the link', async () => {
    await page.evaluate(async () => {
      const { certificate, fingerprint, router } = window.pair.end('a');
      const prepared = new lab.PreparedLinks(certificate.certificate, router);
      prepared.prepare(2);
      while (lab.connections.some(({ iceGatheringState }) => iceGatheringState !== 'complete'))
        await new Promise((resolve) => setTimeout(resolve, 5));
      const [first, second, ...more] = prepared.takeOffers();
      if (!first || !second || more.length > 0) throw new Error('two offers were to be ready');
      if (lab.connections.some(({ connectionState }) => connectionState !== 'new'))
        throw new Error('connected');
      const { audio } = window.pair.end('b');
      audio.follow([{ peer: 'a', kind: 'stage', fingerprint, initiator: false }]);
      audio.receive('a', { side: 'stage', ...first });
      const plan = window.pair.plan('b', true);
      window.pair.end('a').audio.follow([plan], prepared.assign(['b']));
    });
    await heard(true);
    // Neither another offer nor another connection was made, and the one that went to nobody is closed.
    expect(await said('a')).toEqual([]);
    expect(await alive()).toBe(2);
  });

  test('[LINK-13] that was prepared refuses a peer with another certificate than the roster’s', async () => {
    await page.evaluate(async () => {
      await window.pair.join('impostor');
      const { certificate, fingerprint, router } = window.pair.end('a');
      const prepared = new lab.PreparedLinks(certificate.certificate, router);
      prepared.prepare(1);
      while (lab.connections.some(({ iceGatheringState }) => iceGatheringState !== 'complete'))
        await new Promise((resolve) => setTimeout(resolve, 5));
      const { audio } = window.pair.end('b');
      audio.follow([{ peer: 'a', kind: 'stage', fingerprint, initiator: false }]);
      for (const offer of prepared.takeOffers()) audio.receive('a', { side: 'stage', ...offer });
      const plan = { ...window.pair.plan('b', true), fingerprint: window.pair.end('impostor').fingerprint };
      window.pair.end('a').audio.follow([plan], prepared.assign(['b']));
    });
    // It gives this link up, and begins again: with who has the right certificate, were there somebody.
    await page.waitForFunction(() => window.pair.end('a').said.includes('offer 2/1'));
    await heard(false);
  });
});
