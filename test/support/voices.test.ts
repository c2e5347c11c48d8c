import { describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { bestAlignment, envelopeLoudness } from './envelopes.ts';
import { voiceEnvelope, voiceFile, voiceNames } from './voices.ts';

const pairs = voiceNames.flatMap((one) =>
  voiceNames.filter((other) => other !== one).map((other) => ({ one, other })),
);

describe('the invented voices', () => {
  it.each([
    { seconds: 3, atMost: 0.52 },
    { seconds: 10, atMost: 0.27 },
    { seconds: 20, atMost: 0.15 },
  ])('differ: no $seconds s of one correlate with another above $atMost', ({ seconds, atMost }) => {
    for (const { one, other } of pairs) {
      for (let from = 0; from < 1000; from += 20) {
        const part = excerpt(voiceEnvelope(one), from, seconds * 50);
        expect(
          bestAlignment(part, voiceEnvelope(other)).correlation,
          `${one} against ${other}`,
        ).toBeLessThanOrEqual(atMost);
      }
    }
  });

  it.each(voiceNames)('%s is found again at its own place in the loop', (name) => {
    const { correlation, offset } = bestAlignment(
      excerpt(voiceEnvelope(name), 900, 150),
      voiceEnvelope(name),
    );
    expect(correlation).toBeCloseTo(1, 5);
    expect(offset).toBe(900);
  });

  it('are about equally loud, and silence is like none of them', () => {
    for (const name of voiceNames) expect(envelopeLoudness(voiceEnvelope(name))).toBeCloseTo(-23, -1);
    expect(bestAlignment(new Float32Array(150), voiceEnvelope('ana')).correlation).toBe(0);
  });

  it('are WAV files of 48 kHz, mono, 16 bit', async () => {
    const wav = await readFile(await voiceFile('ana'));
    expect(wav.toString('ascii', 0, 4)).toBe('RIFF');
    expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([1, 48_000, 16]);
    expect(wav.length).toBe(44 + 20 * 48_000 * 2);
  });
});

/** Part of a loop, over its end if need be. */
function excerpt(loop: Float32Array, from: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => loop[(from + i) % loop.length] ?? 0);
}
