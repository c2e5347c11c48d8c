import { describe, expect, it } from 'vitest';
import { voiceSampleRate } from '../support/voice-synthesis.ts';
import { type VoiceName, voiceSamples } from '../support/voices.ts';
import { missedAfter } from './silence-after.ts';
import { delaysOf, likeness } from './sound-comparison.ts';

const perMs = voiceSampleRate / 1_000;

/** Levels of a stretch of a voice, one a millisecond. */
function levelsOf(name: VoiceName, fromMs: number, forMs: number): number[] {
  const samples = voiceSamples(name);
  return Array.from({ length: forMs }, (_, ms) => {
    const one = samples.subarray((fromMs + ms) * perMs, (fromMs + ms + 1) * perMs);
    return Math.sqrt(one.reduce((sum, sample) => sum + sample ** 2, 0) / perMs);
  });
}

describe('the comparison of two recordings', () => {
  const first = levelsOf('ana', 1_000, 12_000);

  it('finds the same voice again, later and now and then stretched', () => {
    const stretched = levelsOf('ana', 900, 12_000).flatMap((level, ms) =>
      ms % 3_000 === 1_500 ? Array.from({ length: 20 }, () => level) : [level],
    );
    expect(likeness(first, stretched)).toBeGreaterThan(0.95);
  });

  it('does not take another voice, or one with holes in it, for the same', () => {
    expect(likeness(first, levelsOf('ben', 1_000, 12_000))).toBeLessThan(0.8);
    const holes = first.map((level, ms) => (ms % 400 < 60 ? 0 : level));
    expect(likeness(first, holes)).toBeLessThan(0.95);
  });

  it('refuses what is too short to be compared', () => {
    expect(() => likeness(first.slice(0, 2_000), first)).toThrow('Too little');
  });
});

describe('the delay of pulses', () => {
  const pulsesMs = [1_000, 1_500, 2_000];
  const levels = Array.from({ length: 2_000 }, (_, ms) => {
    const sinceOne = (ms + 900 - 42) % 500;
    return ms + 900 >= 1_042 && sinceOne < 100 && ms + 900 < 1_900 ? 0.5 : 0.001;
  });

  it('is told for each that was heard, and for no other', () => {
    expect(delaysOf(pulsesMs, { startMs: 900, levels })).toEqual([42, 42, undefined]);
  });
});

describe('what was missed', () => {
  const voice = Array.from({ length: 50 }, (_, frame) => 0.1 + 0.05 * Math.sin(frame));
  const gap = Array.from({ length: 20 }, () => 0.001);

  it('is how long it was quiet, and when the voice was back', () => {
    const after = [...voice.slice(0, 10), ...gap, ...voice];
    expect(missedAfter(voice, after)).toEqual({ quietMs: 400, backAfterMs: 600 });
  });

  it('ends once the voice stays, though it may have a gap again later', () => {
    const after = [...voice.slice(0, 10), ...gap, ...voice, ...gap.slice(0, 2), ...voice];
    expect(missedAfter(voice, after)).toEqual({ quietMs: 440, backAfterMs: 600 });
  });

  it('is nothing where the voice went on', () => {
    expect(missedAfter(voice, voice)).toEqual({ quietMs: 0, backAfterMs: 0 });
  });

  it('is not judged where nobody was heard before, or ever after', () => {
    expect(() => missedAfter(gap, voice)).toThrow('not heard before');
    expect(() => missedAfter(voice, [...voice, ...gap, ...gap])).toThrow('did not come back');
  });
});
