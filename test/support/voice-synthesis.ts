export const voiceSampleRate = 48_000;
export const voiceSeconds = 20;

/** What makes one invented voice sound unlike another: its pitch, its mouth and above all its rhythm. */
export interface VoiceTraits {
  seed: number;
  pitchHz: number;
  /** Scales all formants: below 1 a longer throat, above 1 a shorter one. */
  formantScale: number;
  /** Shortest and longest syllable, gap between syllables and pause between phrases. */
  syllableMs: readonly [number, number];
  gapMs: readonly [number, number];
  pauseMs: readonly [number, number];
  /** Fewest and most syllables of a phrase. */
  phrase: readonly [number, number];
}

interface Syllable {
  start: number;
  end: number;
  level: number;
  pitch: number;
  from: readonly number[];
  to: readonly number[];
}

/** First three formants in Hz of a, e, i, o, u and schwa. */
const vowels = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [300, 2290, 3010],
  [570, 840, 2410],
  [320, 870, 2240],
  [500, 1500, 2500],
] as const;

const bandwidthsHz = [80, 110, 170] as const;

/**
 * Twenty seconds of speech-like sound that loops: glottal pulses of moving pitch through three moving formants, in
 * syllables, phrases and pauses. Noise suppression takes it for speech. The same traits give the same samples.
 */
export function synthesiseVoice(traits: VoiceTraits): Float32Array {
  const random = seededRandom(traits.seed);
  const samples = new Float32Array(voiceSampleRate * voiceSeconds);
  for (const syllable of rhythm(traits, random)) sing(samples, syllable, traits, random);
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return samples.map((sample) => (sample / peak) * 0.6);
}

/** mulberry32: small, fast, and the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function rhythm(traits: VoiceTraits, random: () => number): Syllable[] {
  const between = ([low, high]: readonly [number, number]): number => low + (high - low) * random();
  const vowel = (): readonly number[] => vowels[Math.floor(random() * vowels.length)] ?? vowels[0];
  const syllables: Syllable[] = [];
  let atMs = between(traits.pauseMs) / 2;
  let left = Math.round(between(traits.phrase));
  for (;;) {
    const lengthMs = between(traits.syllableMs);
    if (atMs + lengthMs > voiceSeconds * 1000 - traits.pauseMs[0] / 2) return syllables;
    const pitch = traits.pitchHz * (0.85 + 0.3 * random());
    syllables.push({
      start: atMs,
      end: atMs + lengthMs,
      level: 0.45 + 0.55 * random(),
      pitch,
      from: vowel(),
      to: vowel(),
    });
    left -= 1;
    atMs += lengthMs + between(left > 0 ? traits.gapMs : traits.pauseMs);
    if (left <= 0) left = Math.round(between(traits.phrase));
  }
}

function sing(samples: Float32Array, syllable: Syllable, traits: VoiceTraits, random: () => number): void {
  const first = Math.round((syllable.start * voiceSampleRate) / 1000);
  const count = Math.round(((syllable.end - syllable.start) * voiceSampleRate) / 1000);
  const throat = bandwidthsHz.map((bandwidthHz) => new Resonator(bandwidthHz));
  let phase = 0;
  for (let i = 0; i < count && first + i < samples.length; i++) {
    const progress = i / count;
    if (i % 240 === 0) {
      throat.forEach((formant, n) => {
        const [from = 500, to = 500] = [syllable.from[n], syllable.to[n]];
        formant.tune((from + (to - from) * progress) * traits.formantScale);
      });
    }
    phase = (phase + (syllable.pitch * (1.08 - 0.16 * progress)) / voiceSampleRate) % 1;
    let sound = glottalFlow(phase) + 0.03 * (random() - 0.5);
    for (const formant of throat) sound = formant.pass(sound);
    samples[first + i] = (samples[first + i] ?? 0) + sound * syllable.level * swell(i, count);
  }
}

/** Derivative of a Rosenberg pulse: slow opening, quick closing, then shut. */
function glottalFlow(phase: number): number {
  if (phase < 0.4) return 0.25 * Math.sin((Math.PI * phase) / 0.4);
  if (phase < 0.56) return -Math.sin((Math.PI * (phase - 0.4)) / 0.32);
  return 0;
}

function swell(i: number, count: number): number {
  const attack = 0.015 * voiceSampleRate;
  const release = 0.03 * voiceSampleRate;
  return Math.min(1, i / attack, (count - i) / release);
}

/** A two-pole resonance of unit gain at 0 Hz. */
class Resonator {
  #a = 0;
  #b = 0;
  #c = 0;
  #last = 0;
  #beforeLast = 0;
  readonly #bandwidthHz: number;

  constructor(bandwidthHz: number) {
    this.#bandwidthHz = bandwidthHz;
  }

  tune(hz: number): void {
    this.#c = -Math.exp((-2 * Math.PI * this.#bandwidthHz) / voiceSampleRate);
    this.#b =
      2 *
      Math.exp((-Math.PI * this.#bandwidthHz) / voiceSampleRate) *
      Math.cos((2 * Math.PI * hz) / voiceSampleRate);
    this.#a = 1 - this.#b - this.#c;
  }

  pass(input: number): number {
    const output = this.#a * input + this.#b * this.#last + this.#c * this.#beforeLast;
    this.#beforeLast = this.#last;
    this.#last = output;
    return output;
  }
}
