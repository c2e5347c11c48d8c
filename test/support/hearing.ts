import { bestAlignment, envelopeLoudness, frameMs, silenceDbfs, toDbfs } from './envelopes.ts';
import { hearingScript, type Tapped } from './hearing-tap.ts';
import { quietEvaluate, type TestPage } from './quiet-evaluate.ts';
import { voiceEnvelope, type VoiceName } from './voices.ts';

export { hearingScript };

/** What a page played: RMS levels per 20 ms of everything together and of each audio element. */
export interface Heard {
  mix: Float32Array;
  frameMs: number;
  elements: readonly HeardElement[];
}

export interface HeardElement {
  levels: Float32Array;
  paused: boolean;
  muted: boolean;
  volume: number;
  /** Asked to play, but kept paused by the browser's autoplay policy. */
  blocked: boolean;
}

/** Begins to record what the page plays; add `hearingScript` to the context first, or unattached elements are missed. */
export async function startListening(page: TestPage): Promise<void> {
  await quietEvaluate(page, `${hearingScript} parleyHearing.start()`);
}

/** Ends the recording and returns all of it. */
export async function stopListening(page: TestPage): Promise<Heard> {
  const heard = await heardSince(page, 0);
  await quietEvaluate(page, 'parleyHearing.stop()');
  return heard;
}

/** Everything heard since a frame of the recording, which goes on; begins one where there is none. */
export async function heardSince(page: TestPage, fromFrame: number): Promise<Heard> {
  const tapped = await readTap(page, fromFrame);
  if (tapped.deafFrames * frameMs >= 3000) {
    throw new Error(
      'The page plays something that cannot be measured: its AudioContext does not run (no sound device?)',
    );
  }
  const elements = tapped.elements.map((element) => ({
    ...element,
    levels: Float32Array.from(element.levels),
  }));
  return { mix: Float32Array.from(tapped.mix), frameMs, elements };
}

/** How many frames were recorded so far: the mark from which `heardSince` can go on. */
export async function framesHeard(page: TestPage): Promise<number> {
  return (await readTap(page, Number.MAX_SAFE_INTEGER)).frames;
}

/** Level of everything together, in dBFS. */
export function loudness(heard: Heard): number {
  return envelopeLoudness(heard.mix);
}

/** Whether nothing could be heard: no 20 ms above -55 dBFS. Listening for no time at all proves nothing. */
export function isSilent(heard: Heard): boolean {
  if (heard.mix.length === 0) throw new Error('Nothing was recorded, so nobody can say that it was silent');
  return framesUntilSilent(heard.mix) === 0;
}

/** Correlation of an envelope with a looping voice, at the best alignment: about 1 the same, below 0.5 another one. */
export function similarity(envelope: Float32Array, voice: Float32Array): number {
  return bestAlignment(envelope, voice).correlation;
}

/** How surely this voice is in what was heard, alone in an element or in everything together. */
export function voiceSimilarity(heard: Heard, name: VoiceName): number {
  const voice = voiceEnvelope(name);
  return Math.max(
    ...[heard.mix, ...heard.elements.map((element) => element.levels)].map((levels) =>
      similarity(levels, voice),
    ),
  );
}

/** After how many frames everything stays below this level; 0 if it was never above. */
export function framesUntilSilent(mix: Float32Array, belowDbfs = silenceDbfs): number {
  return mix.findLastIndex((level) => toDbfs(level) >= belowDbfs) + 1;
}

/** One line for a failed expectation: what was played, and what kept elements from playing. */
export function describeHeard(heard: Heard): string {
  const elements = heard.elements.map(({ levels, blocked, paused, muted, volume }) => {
    const state = blocked
      ? 'blocked by the autoplay policy'
      : paused
        ? 'paused'
        : muted
          ? 'muted'
          : `volume ${volume}`;
    return `${state} at ${envelopeLoudness(levels).toFixed(0)} dBFS`;
  });
  return `${loudness(heard).toFixed(0)} dBFS in ${heard.mix.length * frameMs} ms; elements: ${elements.join(', ') || 'none'}`;
}

async function readTap(page: TestPage, fromFrame: number): Promise<Tapped> {
  const expression = `${hearingScript} parleyHearing.start(); parleyHearing.read(${fromFrame})`;
  // The other side is installHearingTap of this folder, which has this very type.
  return (await quietEvaluate(page, expression)) as Tapped;
}
