import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/browsers.ts';
import { median, report } from '../support/figures.ts';
import { microphoneScript } from '../support/voice-microphone.ts';
import type { Recording } from './engine-page/ear.ts';
import { EngineSite, type Way } from './engine-site.ts';
import { delaysOf, likeness } from './sound-comparison.ts';

/**
 * What each hop adds to the way of a voice: a speaker, a listener, and three more, each a child of the one before. Beside it, at the same time, a
 * chain where each page decodes and encodes again, as a browser does with a remote track that is added to the next connection. All of a chain is in
 * one page, for it has one clock. First pulses, then a voice whose level at the last listener is compared with that at the first.
 */
const HOPS = [0, 1, 2, 3] as const;
const PULSES = 25;
/** Longer than any of the chains takes, or one pulse would be taken for another. */
const PULSE_EVERY_MS = 1_200;
/** Jitter buffers begin large and become small within seconds. */
const SETTLE_MS = 4_000;
const VOICE_MS = 15_000;

type Delays = readonly (number | undefined)[];

const site = await EngineSite.open();
const browser = await launchChromium();
try {
  const [routed, ordinary] = await Promise.all([measure('routed'), measure('ordinary')]);
  const rows = HOPS.map((hop) => ({
    'passed on': `${hop} times`,
    'as it is, ms': median(present(routed.delays[hop])),
    'pulses heard': present(routed.delays[hop]).length,
    'decoded and encoded, ms': median(present(ordinary.delays[hop])),
    'pulses heard then': present(ordinary.delays[hop]).length,
  }));
  const figures = {
    msPerHop: routed.msPerHop,
    referenceMsPerHop: ordinary.msPerHop,
    ratio: routed.msPerHop / ordinary.msPerHop,
    correlation: routed.correlation,
    referenceCorrelation: ordinary.correlation,
  };
  report('relay', rows, figures, [
    { figure: 'msPerHop', atMost: 15 },
    { figure: 'ratio', atMost: 0.25 },
    { figure: 'correlation', atLeast: 0.95 },
  ]);
} finally {
  await browser.close();
  await site.close();
}

async function measure(way: Way) {
  const page = await site.visit(browser, way, { scripts: [microphoneScript('ana')] });
  await makeChain(page, way);
  const delays = await hearPulses(page);
  const voices = await hearVoice(page);
  const [first, last] = [voices[0], voices.at(-1)];
  if (!first || !last) throw new Error('nobody listened');
  return { delays, msPerHop: addedPerHop(delays), correlation: likeness(first.levels, last.levels) };
}

/** A speaker and the listeners, each linked to the one before; resolves when the last one plays what comes. */
async function makeChain(page: Page, way: Way): Promise<void> {
  for (const id of ['speaker', ...HOPS.map(String)]) await site.arrive(page, id);
  await page.evaluate(
    async ([way, ids]) => {
      const people = ids.map((id) => lab.personHere(id));
      const [up, down] = way === 'routed' ? (['parent', 'child'] as const) : (['stage', 'stage'] as const);
      for (const [index, person] of people.entries()) {
        const [before, after] = [people[index - 1], people[index + 1]];
        // A slot is known by who speaks, an ordinary line by who sends.
        if (before) person.hear(false, way === 'routed' ? 'speaker' : before.id);
        else person.hear(true);
        if (after) person.link(down, new Map([[after.id, after.fingerprint]]), false);
        if (before) person.link(up, new Map([[before.id, before.fingerprint]]), true);
      }
      await people[0]?.speak(true);
    },
    [way, ['speaker', ...HOPS.map(String)]] as const,
  );
  for (const hop of HOPS.map(String)) {
    await page.waitForFunction(async (hop) => (await lab.personHere(hop).packetsReceived()) > 50, hop);
    if (way === 'ordinary') await page.evaluate((hop) => lab.personHere(hop).relay(), hop);
  }
}

async function hearPulses(page: Page): Promise<readonly Delays[]> {
  const pulsesMs = await page.evaluate(
    async ([count, everyMs, settleMs]) => {
      const { track, pulsesMs } = await lab.pulseTrack(count, everyMs, settleMs);
      lab.personHere('speaker').audio.speak(track);
      return pulsesMs;
    },
    [PULSES, PULSE_EVERY_MS, SETTLE_MS] as const,
  );
  await pause(SETTLE_MS - PULSE_EVERY_MS);
  const heard = await record(page, (PULSES + 2) * PULSE_EVERY_MS);
  return heard.map((recording) => delaysOf(pulsesMs, recording));
}

async function hearVoice(page: Page): Promise<readonly Recording[]> {
  await page.evaluate(() => lab.personHere('speaker').speak(true));
  await pause(SETTLE_MS);
  return record(page, VOICE_MS);
}

function record(page: Page, forMs: number): Promise<readonly Recording[]> {
  return page.evaluate(([hops, forMs]) => Promise.all(hops.map((hop) => lab.record(hop, forMs))), [
    HOPS.map(String),
    forMs,
  ] as const);
}

/** What one more hop adds: the slope of the line that fits the four delays best, as each jitter buffer is a little larger or smaller than the next. */
function addedPerHop(delays: readonly Delays[]): number {
  const heard = delays.map(present);
  const fewest = Math.min(...heard.map(({ length }) => length));
  if (fewest < PULSES * 0.9) throw new Error(`Only ${fewest} of ${PULSES} pulses came through`);
  const middle = (HOPS.length - 1) / 2;
  const [rise, run] = HOPS.reduce<readonly [number, number]>(
    ([rise, run], hop) => [rise + (hop - middle) * median(heard[hop] ?? []), run + (hop - middle) ** 2],
    [0, 0],
  );
  return rise / run;
}

function present(delays: Delays = []): number[] {
  return delays.filter((delay) => delay !== undefined);
}
