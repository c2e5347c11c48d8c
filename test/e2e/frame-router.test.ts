import type { Browser, Page } from 'playwright-core';
import type { ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { recognised } from '../support/hearing-expectations.ts';
import { framesHeard, heardSince, hearingScript, similarity, startListening } from '../support/hearing.ts';
import { serveTestPage } from '../support/test-page.ts';
import { voiceEnvelope, type VoiceName, voiceWav } from '../support/voices.ts';
import type { Link, RouterLab } from './router-page/main.ts';

declare const lab: RouterLab;
declare global {
  interface Window {
    ana: ReturnType<RouterLab['encoder']>;
    ben: ReturnType<RouterLab['encoder']>;
    voices: MediaStreamTrack[];
    /** Three hops one after the other, and one from the second to a child like Firefox. */
    hops: Link[];
    stalled: ReturnType<RouterLab['stalledSink']>;
    clocks: ReturnType<RouterLab['watchClock']>[];
  }
}

let server: ViteDevServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const opened = await Promise.all([serveTestPage('router-page'), launchChromium()]);
  [{ server }, browser] = opened;
  const context = await browser.newContext();
  await context.addInitScript({ content: hearingScript });
  page = await context.newPage();
  await page.goto(opened[0].url);
  await page.waitForFunction(() => 'lab' in window);
  const voices = (['ana', 'ben'] as const).map((name) => voiceWav(name, 3).toString('base64'));
  await page.evaluate(async (voices) => {
    window.voices = await Promise.all(voices.map((wav) => lab.voice(wav)));
    window.ana = lab.encoder();
    window.ben = lab.encoder();
    window.hops = await Promise.all([lab.link(), lab.link(), lab.link(), lab.link(true)]);
    const [first, second, third, foreign] = window.hops;
    second?.sink.from(first?.source ?? null);
    third?.sink.from(second?.source ?? null);
    foreign?.sink.from(second?.source ?? null);
  }, voices);
  await startListening(page);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Resolves when the last three seconds of what each of the four lines plays are this voice. */
async function everyHopHears(name: VoiceName): Promise<void> {
  const from = await framesHeard(page);
  await expect
    .poll(
      async () => {
        const newest = Math.max(from, (await framesHeard(page)) - 150);
        const { elements } = await heardSince(page, newest);
        return elements
          .filter(({ levels }) => levels.length >= 150)
          .map(({ levels }) => similarity(levels, voiceEnvelope(name)) >= recognised);
      },
      { timeout: 15_000 },
    )
    .toEqual([true, true, true, true]);
}

const sinkCounts = () =>
  page.evaluate(async () => {
    const { sinks } = await lab.router.report();
    return window.hops.map(({ sink }) => sinks.find(({ id }) => id === sink.id));
  });

describe('the frame router', () => {
  test('[ROUTER-9] brings a voice over three hops, and to a browser without RED, with one encoder and beside a stalled sender', async () => {
    await page.evaluate(() => {
      window.ana.setTrack(window.voices[0] ?? null);
      window.hops[0]?.sink.from(window.ana.source);
      window.stalled = lab.stalledSink();
      window.stalled.from(window.ana.source);
    });
    await everyHopHears('ana');
    const [first, second, third, foreign] = await sinkCounts();
    for (const sink of [first, second, third]) expect(sink).toMatchObject({ minted: 0, dropped: 0 });
    expect(foreign?.minted).toBe(foreign?.sent);
    const stalled = await page.evaluate(async () => {
      const { sinks } = await lab.router.report();
      return sinks.find(({ id }) => id === window.stalled.id);
    });
    expect(stalled?.dropped).toBeGreaterThan(0);
    const received = await page.evaluate(async () => {
      const stats = await Promise.all(window.hops.map(({ receiver }) => receiver.getStats()));
      return stats.map((report) => {
        const all = [...report.values()];
        const { codecId } = all.find(({ type }) => type === 'inbound-rtp') ?? {};
        return report.get(codecId)?.payloadType;
      });
    });
    expect(received[3]).toBe(109);
  });

  test('[ROUTER-3] goes on by the clock, at every hop, when another voice is sent', async () => {
    await page.evaluate(() => {
      window.ben.setTrack(window.voices[1] ?? null);
      window.clocks = window.hops.map((hop) => lab.watchClock(hop));
      window.hops[0]?.sink.from(window.ben.source);
    });
    await everyHopHears('ben');
    for (const worst of await page.evaluate(() => window.clocks.map((clock) => clock.stop())))
      expect(worst).toBeLessThan(100);
  });

  test('[ROUTER-2] sends nothing once the microphone is off, and the voice again with the next word', async () => {
    const sent = async () => (await sinkCounts())[0]?.sent ?? 0;
    // The answer to the report comes after the mute: whatever is sent later would be counted.
    await page.evaluate(() => window.ben.setTrack(null));
    const before = await sent();
    await page.waitForFunction(() => window.hops.every(({ source }) => (source?.level ?? 0) === 0));
    expect(await sent()).toBe(before);
    await page.evaluate(() => window.ben.setTrack(window.voices[1] ?? null));
    await page.waitForFunction(() => (window.hops[2]?.source?.level ?? 0) > 0.01);
  });

  test('[ROUTER-10] goes on when the encoder’s own connection is lost', async () => {
    await page.evaluate(() => {
      const loopbacks = [...lab.connections].slice(0, 4);
      for (const connection of loopbacks) connection.close();
    });
    await page.waitForFunction(() => window.hops.every(({ source }) => (source?.level ?? 0) === 0));
    await page.waitForFunction(() => (window.hops[2]?.source?.level ?? 0) > 0.01);
  });

  test('[ROUTER-5] keeps nothing of what was closed, in whatever order it was', async () => {
    const report = await page.evaluate(async () => {
      for (const connection of [...lab.connections].slice(0, 6)) connection.close();
      for (const hop of window.hops) hop.close();
      for (const encoder of [window.ana, window.ben]) encoder.close();
      window.stalled.close();
      return await lab.router.report();
    });
    expect(report).toMatchObject({ sources: 0, sinks: [] });
    expect(await page.evaluate(() => lab.connections.size)).toBe(0);
  });

  test('[ROUTER-12] works although its worker could not be fetched at first', async () => {
    let refused = 0;
    await page.route(/frame-router-worker/, (route) => (++refused === 1 ? route.abort() : route.continue()));
    await page.reload();
    const frames = await page.evaluate(async () => {
      const context = new AudioContext();
      const tone = new OscillatorNode(context);
      const output = context.createMediaStreamDestination();
      tone.connect(output);
      tone.start();
      lab.encoder().setTrack(output.stream.getAudioTracks()[0] ?? null);
      return (await lab.router.report()).framesIn;
    });
    expect(frames).toBe(0);
    await expect
      .poll(() => page.evaluate(async () => (await lab.router.report()).framesIn))
      .toBeGreaterThan(5);
    expect(refused).toBeGreaterThan(1);
  });

  test('[ROUTER-11] ticks about 20 times a second', async () => {
    const rate = await page.evaluate(async () => {
      const [before, at] = [lab.ticks(), performance.now()];
      while (lab.ticks() < before + 20) await new Promise((resolve) => setTimeout(resolve, 5));
      return 20_000 / (performance.now() - at);
    });
    expect(rate).toBeGreaterThan(10);
    expect(rate).toBeLessThan(25);
  });
});
