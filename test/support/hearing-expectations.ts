import { setTimeout as pause } from 'node:timers/promises';
import { frameMs, silenceDbfs, toDbfs } from './envelopes.ts';
import {
  describeHeard,
  framesHeard,
  framesUntilSilent,
  heardSince,
  voiceSimilarity,
  type Heard,
} from './hearing.ts';
import type { TestPage } from './quiet-evaluate.ts';
import type { VoiceName } from './voices.ts';

/** From here on a voice is recognised, up to there it is not; the same voice gives about 0.9, another at most 0.52. */
export const recognised = 0.7;
export const notRecognised = 0.55;

const windowFrames = 3000 / frameMs;
const pollMs = 200;

export interface Patience {
  withinMs?: number;
}

export interface Recognition {
  similarity: number;
  /** Since the call. At least the 3 s window, as only what is played after the call counts. */
  afterMs: number;
}

/** Resolves as soon as 3 s of what the page plays are this voice; rejects with what was heard instead. */
export async function hears(
  page: TestPage,
  name: VoiceName,
  { withinMs = 15_000 }: Patience = {},
): Promise<Recognition> {
  const wanted = (similarity: number): boolean => similarity >= recognised;
  return await recogniseUntil(page, name, wanted, withinMs, `${name} was not heard`);
}

/** Resolves as soon as this voice is not in 3 s of what the page plays, silent or not; rejects if it goes on. */
export async function hearsNot(
  page: TestPage,
  name: VoiceName,
  { withinMs = 15_000 }: Patience = {},
): Promise<Recognition> {
  const wanted = (similarity: number): boolean => similarity < notRecognised;
  return await recogniseUntil(page, name, wanted, withinMs, `${name} was still heard`);
}

/** Listens for the whole time and rejects as soon as any 3 s of it are this voice: for claims of "never". */
export async function neverHears(
  page: TestPage,
  name: VoiceName,
  { forMs }: { forMs: number },
): Promise<void> {
  await eachWindow(page, forMs, (heard, afterMs) => {
    const similarity = voiceSimilarity(heard, name);
    if (similarity >= notRecognised)
      throw new Error(
        `${name} was heard after ${afterMs} ms (${similarity.toFixed(2)}; ${describeHeard(heard)})`,
      );
    return undefined;
  });
}

/** Listens for the whole time and rejects if anything at all can be heard. */
export async function staysSilent(page: TestPage, { forMs }: { forMs: number }): Promise<void> {
  const from = await framesHeard(page);
  const heard = await heardFor(page, from, forMs / frameMs);
  const loud = framesUntilSilent(heard.mix);
  if (loud > 0)
    throw new Error(`Something was heard ${loud * frameMs} ms after the call (${describeHeard(heard)})`);
}

/**
 * After how many milliseconds from the call everything fell below -55 dBFS, to stay there for a second; 0 if it was silent all the time.
 * Call it before the deed and await it after.
 */
export async function fallsSilent(
  page: TestPage,
  { withinMs = 10_000, belowDbfs = silenceDbfs } = {},
): Promise<number> {
  const from = await framesHeard(page);
  const deadline = performance.now() + withinMs + 1000;
  for (;;) {
    const heard = await heardSince(page, from);
    const loud = framesUntilSilent(heard.mix, belowDbfs);
    if ((heard.mix.length - loud) * frameMs >= 1000) return loud * frameMs;
    if (performance.now() > deadline)
      throw new Error(`Not silent within ${withinMs} ms (${describeHeard(heard)})`);
    await pause(pollMs);
  }
}

/** Resolves after how many milliseconds from the call anything rose above -55 dBFS. */
export async function getsLoud(page: TestPage, { withinMs = 10_000 }: Patience = {}): Promise<number> {
  const from = await framesHeard(page);
  const deadline = performance.now() + withinMs;
  for (;;) {
    const heard = await heardSince(page, from);
    const first = heard.mix.findIndex((level) => toDbfs(level) >= silenceDbfs);
    if (first >= 0) return first * frameMs;
    if (performance.now() > deadline)
      throw new Error(`Still silent after ${withinMs} ms (${describeHeard(heard)})`);
    await pause(pollMs);
  }
}

/** Resolves when an element of the page waits for a click because of the autoplay policy. */
export async function autoplayIsBlocked(page: TestPage, { withinMs = 10_000 }: Patience = {}): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const heard = await heardSince(page, Number.MAX_SAFE_INTEGER);
    if (heard.elements.some((element) => element.blocked)) return;
    if (performance.now() > deadline)
      throw new Error(`No element was blocked within ${withinMs} ms (${describeHeard(heard)})`);
    await pause(pollMs);
  }
}

async function recogniseUntil(
  page: TestPage,
  name: VoiceName,
  wanted: (similarity: number) => boolean,
  withinMs: number,
  complaint: string,
): Promise<Recognition> {
  let last = `less than ${windowFrames * frameMs} ms were recorded`;
  const found = await eachWindow(page, withinMs, (heard, afterMs) => {
    const similarity = voiceSimilarity(heard, name);
    last = `similarity ${similarity.toFixed(2)}; ${describeHeard(heard)}`;
    return wanted(similarity) ? { similarity, afterMs } : undefined;
  });
  if (found) return found;
  throw new Error(`${complaint} within ${withinMs} ms (${last})`);
}

/** Gives each newest 3 s of what was played since the call, until there is an answer or the time is over. */
async function eachWindow<Answer>(
  page: TestPage,
  forMs: number,
  look: (heard: Heard, afterMs: number) => Answer | undefined,
): Promise<Answer | undefined> {
  const from = await framesHeard(page);
  const startedAt = performance.now();
  while (performance.now() - startedAt < forMs) {
    const frames = await framesHeard(page);
    if (frames - from >= windowFrames) {
      const answer = look(
        await heardSince(page, frames - windowFrames),
        Math.round(performance.now() - startedAt),
      );
      if (answer !== undefined) return answer;
    }
    await pause(pollMs);
  }
  return undefined;
}

async function heardFor(page: TestPage, from: number, frames: number): Promise<Heard> {
  for (;;) {
    const heard = await heardSince(page, from);
    if (heard.mix.length >= frames) return heard;
    await pause(Math.min(pollMs, (frames - heard.mix.length) * frameMs));
  }
}
