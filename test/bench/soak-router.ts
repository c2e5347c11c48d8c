import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import type { Link, RouterLab } from '../e2e/router-page/main.ts';
import { launchChromium } from '../support/browsers.ts';
import { median, report, type Row } from '../support/figures.ts';
import { MemoryProbe, type MemoryUse } from '../support/memory.ts';
import { serveTestPage } from '../support/test-page.ts';
import { voiceWav } from '../support/voices.ts';

/**
 * The frame router for an hour (`-- --minutes 10`: shorter), passing a voice over three hops while links, stalled senders and encoders
 * come and go all the time, far more often than in any room. Fails when its memory grows. Connections of Chromium's own grow too, for a
 * while: beside it another browser does the same with ordinary ones, and the process is compared with that.
 */
declare const lab: RouterLab;
declare global {
  interface Window {
    voices: MediaStreamTrack[];
    encoder: ReturnType<RouterLab['encoder']>;
    chain: Link[];
    ordinary: { close(): void }[];
  }
}

/** Until then everything is made for the first time, and buffers fill. */
const WARM_UP_MINUTES = 4;
const READINGS = 24;

interface Subject {
  readonly browser: Browser;
  readonly page: Page;
  readonly probe: MemoryProbe;
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } }, strict: false });
const minutes = Number(values.minutes);
if (!(minutes > WARM_UP_MINUTES)) throw new Error(`--minutes has to be a number above ${WARM_UP_MINUTES}`);

const { server, url } = await serveTestPage('router-page');
const [routed, ordinary] = [await open(), await open()];
try {
  const voice = voiceWav('ana', 3).toString('base64');
  await routed.page.evaluate(begin, voice);
  await ordinary.page.evaluate(beginOrdinary, voice);
  conclude(await watch());
} finally {
  await Promise.all([routed.browser.close(), ordinary.browser.close()]);
  await server.close();
}

async function open(): Promise<Subject> {
  const browser = await launchChromium();
  const page = await browser.newPage();
  const probe = await MemoryProbe.of(browser, page);
  await page.goto(url);
  await page.waitForFunction(() => 'lab' in window);
  return { browser, page, probe };
}

type Reading = Row &
  MemoryUse & { readonly minute: number; readonly ordinary: number; readonly doubts: number };

async function watch(): Promise<Reading[]> {
  const readings: Reading[] = [];
  const startedAt = performance.now();
  let churned = 0;
  for (let number = 1; number <= READINGS; number += 1) {
    const until = startedAt + (number * minutes * 60_000) / READINGS;
    for (; performance.now() < until; churned += 1) {
      await Promise.all([routed.page.evaluate(churn), ordinary.page.evaluate(churnOrdinary)]);
      await pause(200);
    }
    const { framesIn, sources, sinks } = await routed.page.evaluate(() => lab.router.report());
    const reading: Reading = {
      minute: (performance.now() - startedAt) / 60_000,
      ...(await routed.probe.read()),
      ordinary: (await ordinary.probe.read()).process,
      frames: framesIn,
      'sources and sinks': sources + sinks.length,
      'come and gone': churned,
      doubts: await routed.page.evaluate(() => window.chain.filter(({ source }) => source?.doubt).length),
    };
    readings.push(reading);
    const figures = Object.entries(reading).map(([name, value]) => `${name} ${Number(value).toFixed(2)}`);
    console.log(figures.join(', '));
  }
  return readings;
}

/** From after the warm-up to the end. */
function conclude(readings: readonly Reading[]): void {
  const warm = readings.filter(({ minute }) => minute >= WARM_UP_MINUTES);
  // Single readings differ by more than may grow: the first third is compared with the last.
  const third = Math.floor(warm.length / 3);
  const growth = (size: keyof MemoryUse | 'ordinary'): number => {
    const middle = (some: readonly Reading[]) => median(some.map((reading) => reading[size]));
    return middle(warm.slice(-third)) - middle(warm.slice(0, third));
  };
  const figures = {
    pageGrowthMB: growth('page'),
    workerGrowthMB: growth('workers'),
    processGrowthMB: growth('process'),
    processGrowthOverOrdinaryMB: growth('process') - growth('ordinary'),
    doubts: Math.max(...readings.map(({ doubts }) => doubts)),
  };
  report('soak of the frame router, MB', readings, figures, [
    { figure: 'pageGrowthMB', atMost: 0.5 },
    { figure: 'workerGrowthMB', atMost: 0.2 },
    { figure: 'doubts', atMost: 0 },
    ...(process.platform === 'linux' ? [{ figure: 'processGrowthOverOrdinaryMB', atMost: 15 }] : []),
  ]);
}

/** Runs in the page: a voice, its encoder, and three hops, at each of which it is checked whose voice it is. */
async function begin(wav: string): Promise<void> {
  window.voices = [await lab.voice(wav)];
  await lab.sign('ana');
  window.encoder = lab.encoder('ana');
  window.encoder.setTrack(window.voices[0] ?? null);
  window.chain = await Promise.all([lab.link(), lab.link(), lab.link()]);
  const [first, second, third] = window.chain;
  first?.sink.from(window.encoder.source);
  second?.sink.from(first?.source ?? null);
  third?.sink.from(second?.source ?? null);
  for (const { source } of window.chain) source?.expect({ speaker: 'ana', straight: false });
}

/** Everything that can come and go does so once: links of both kinds, a stalled sender, an encoder, a source of a sink, the voice itself. */
async function churn(): Promise<void> {
  const { source } = window.encoder;
  const links = await Promise.all([lab.link(), lab.link(true)]);
  const stalled = lab.stalledSink();
  const other = lab.encoder('ana');
  other.setTrack(window.voices[0] ?? null);
  for (const { sink } of links) sink.from(source);
  stalled.from(source);
  // Frames flow meanwhile: a soak is about what time does.
  await new Promise((resolve) => setTimeout(resolve, 600));
  window.chain[0]?.sink.from(other.source);
  window.encoder.setTrack(null);
  // Muted for a moment, as people are: what was on its way has to be let go of.
  await new Promise((resolve) => setTimeout(resolve, 200));
  window.encoder.setTrack(window.voices[0] ?? null);
  window.chain[0]?.sink.from(source);
  for (const link of links) link.close();
  stalled.close();
  other.close();
}

async function beginOrdinary(wav: string): Promise<void> {
  const voice = await lab.voice(wav);
  window.voices = [voice];
  window.ordinary = await Promise.all([1, 2, 3, 4].map(() => lab.ordinaryLink(voice)));
}

async function churnOrdinary(): Promise<void> {
  const [voice] = window.voices;
  if (!voice) return;
  const links = await Promise.all([1, 2, 3].map(() => lab.ordinaryLink(voice)));
  // As long as the frames flow in `churn`, with which this is compared.
  await new Promise((resolve) => setTimeout(resolve, 800));
  for (const link of links) link.close();
}
