import { synthesiseVoice, voiceSampleRate } from './voice-synthesis.ts';
import { wavOf } from './voices.ts';

/** Level below which the loop's end, after the last syllable, is cut off. */
const AUDIBLE = 0.02;

/**
 * A voice that talks without drawing breath, in a loop (16 kHz WAV): each syllable begins before the last one has died away, so that every
 * silence in it is one that somebody else has made.
 */
export function unbrokenVoice(): Buffer {
  const overlapMs = [-45, -35] as const;
  const samples = synthesiseVoice({
    seed: 7,
    pitchHz: 160,
    formantScale: 1.05,
    syllableMs: [110, 190],
    gapMs: overlapMs,
    pauseMs: overlapMs,
    phrase: [6, 12],
  });
  const first = samples.findIndex((sample) => Math.abs(sample) >= AUDIBLE);
  const last = samples.findLastIndex((sample) => Math.abs(sample) >= AUDIBLE);
  // Whole milliseconds: what is left of one at the 16 kHz of the file would click.
  const length = Math.floor((last - first) / (voiceSampleRate / 1_000)) * (voiceSampleRate / 1_000);
  return wavOf(samples.slice(first, first + length), 3);
}
