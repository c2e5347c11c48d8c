import { randomUUID } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { levelEnvelope } from './envelopes.ts';
import { synthesiseVoice, voiceSampleRate, type VoiceTraits } from './voice-synthesis.ts';

/**
 * The invented speakers. Rhythms and seeds were searched so that any 3 s of one correlate at most 0.52 with another
 * at the best of all alignments, 10 s at most 0.27, and all 20 s at most 0.15 (voices.test.ts holds them to it).
 */
const traits = {
  ana: {
    seed: 1,
    pitchHz: 210,
    formantScale: 1.15,
    syllableMs: [90, 140],
    gapMs: [50, 80],
    pauseMs: [250, 450],
    phrase: [6, 12],
  },
  ben: {
    seed: 40,
    pitchHz: 105,
    formantScale: 0.9,
    syllableMs: [240, 340],
    gapMs: [90, 140],
    pauseMs: [260, 420],
    phrase: [4, 7],
  },
  chloe: {
    seed: 24,
    pitchHz: 180,
    formantScale: 1.05,
    syllableMs: [140, 190],
    gapMs: [70, 110],
    pauseMs: [220, 400],
    phrase: [5, 9],
  },
  dario: {
    seed: 22,
    pitchHz: 130,
    formantScale: 1,
    syllableMs: [60, 90],
    gapMs: [50, 75],
    pauseMs: [180, 300],
    phrase: [8, 16],
  },
} as const satisfies Record<string, VoiceTraits>;

export type VoiceName = keyof typeof traits;

export const voiceNames: readonly VoiceName[] = ['ana', 'ben', 'chloe', 'dario'];

/** Part of the cache's folder name: raise it when the synthesis changes. */
const edition = 1;

const samplesOf = new Map<VoiceName, Float32Array>();
const envelopeOf = new Map<VoiceName, Float32Array>();

/** The voice as samples at 48 kHz, 20 s that loop. */
export function voiceSamples(name: VoiceName): Float32Array {
  return remember(samplesOf, name, () => synthesiseVoice(traits[name]));
}

/** The voice's RMS level in each 20 ms frame of its loop. */
export function voiceEnvelope(name: VoiceName): Float32Array {
  return remember(envelopeOf, name, () => levelEnvelope(voiceSamples(name), voiceSampleRate));
}

/** Path of the voice as a WAV file (48 kHz, mono, 16 bit), made on first use and kept in the temporary folder. */
export async function voiceFile(name: VoiceName): Promise<string> {
  const folder = join(tmpdir(), `parley-voices-${edition}`);
  const path = join(folder, `${name}-${traits[name].seed}.wav`);
  const wav = voiceWav(name);
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size === wav.length) return path;
  await mkdir(folder, { recursive: true });
  // Another test process may be doing the same: a rename never shows anyone half a file.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, wav);
  await rename(draft, path);
  return path;
}

/** The voice as the bytes of a WAV file, at the full rate or at a whole fraction of it (to keep scripts small). */
export function voiceWav(name: VoiceName, every = 1): Buffer {
  return wavOf(voiceSamples(name), every);
}

/** Samples at 48 kHz as the bytes of a WAV file (mono, 16 bit), at that rate or at a whole fraction of it. */
export function wavOf(all: Float32Array, every = 1): Buffer {
  const samples = all.filter((_, i) => i % every === 0);
  const rate = voiceSampleRate / every;
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write('RIFF', 0, 'ascii');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'ascii');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'ascii');
  wav.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, i) => wav.writeInt16LE(Math.round(sample * 32_767), 44 + i * 2));
  return wav;
}

function remember<Value>(cache: Map<VoiceName, Value>, name: VoiceName, make: () => Value): Value {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const made = make();
  cache.set(name, made);
  return made;
}
