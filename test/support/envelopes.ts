/** Length of one frame of a level envelope; every envelope of the test support has this step. */
export const frameMs = 20;

/** What is called silence, and what `loudness` answers for no signal at all. */
export const silenceDbfs = -55;
export const floorDbfs = -120;

/** An amplitude (1 is full scale) in dBFS, never below the floor. */
export function toDbfs(amplitude: number): number {
  return amplitude > 0 ? Math.max(floorDbfs, 20 * Math.log10(amplitude)) : floorDbfs;
}

/** RMS level of each whole 20 ms frame of mono samples. */
export function levelEnvelope(samples: Float32Array, sampleRate: number): Float32Array {
  const length = Math.round((sampleRate * frameMs) / 1000);
  const envelope = new Float32Array(Math.floor(samples.length / length));
  for (let frame = 0; frame < envelope.length; frame++) {
    let energy = 0;
    for (let i = frame * length; i < (frame + 1) * length; i++) energy += (samples[i] ?? 0) ** 2;
    envelope[frame] = Math.sqrt(energy / length);
  }
  return envelope;
}

/** The level of a whole recording in dBFS. */
export function envelopeLoudness(envelope: Float32Array): number {
  if (envelope.length === 0) return floorDbfs;
  let energy = 0;
  for (const level of envelope) energy += level * level;
  return toDbfs(Math.sqrt(energy / envelope.length));
}

export interface Alignment {
  /** Pearson's correlation, -1 to 1; 0 where either side does not vary. */
  correlation: number;
  /** Frame of the looped reference at which the heard envelope starts. */
  offset: number;
}

/**
 * The best correlation of a heard envelope with a looping reference, over every alignment.
 * Levels are compared by their square roots, so one loud vowel does not decide it and automatic gain matters less.
 */
export function bestAlignment(heard: Float32Array, reference: Float32Array): Alignment {
  const best: Alignment = { correlation: 0, offset: 0 };
  if (heard.length < 10 || envelopeLoudness(heard) < silenceDbfs - 20) return best;
  const probe = centred(compress(heard));
  const loop = compress(reference);
  const extended = Float64Array.from(
    { length: loop.length + heard.length },
    (_, i) => loop[i % loop.length] ?? 0,
  );
  const probeNorm = Math.sqrt(probe.reduce((sum, x) => sum + x * x, 0));
  const moments = slidingMoments(extended, heard.length);
  for (let offset = 0; offset < loop.length; offset++) {
    let product = 0;
    // The probe has no mean, so the reference's own mean drops out of the product.
    for (let i = 0; i < probe.length; i++) product += (probe[i] ?? 0) * (extended[offset + i] ?? 0);
    const norm = probeNorm * (moments[offset] ?? 0);
    const correlation = norm > 1e-9 ? product / norm : 0;
    if (correlation > best.correlation) Object.assign(best, { correlation, offset });
  }
  return best;
}

function compress(envelope: Float32Array): Float64Array {
  return Float64Array.from(envelope, Math.sqrt);
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.map((x) => x - mean);
}

/** For each start, the square root of the summed squared deviations of the window that starts there. */
function slidingMoments(values: Float64Array, width: number): Float64Array {
  let sum = 0;
  let squares = 0;
  const deviations = new Float64Array(values.length - width);
  for (let i = 0; i < values.length; i++) {
    const entering = values[i] ?? 0;
    sum += entering;
    squares += entering * entering;
    if (i >= width) {
      const leaving = values[i - width] ?? 0;
      sum -= leaving;
      squares -= leaving * leaving;
    }
    const start = i - width + 1;
    if (start >= 0 && start < deviations.length)
      deviations[start] = Math.sqrt(Math.max(0, squares - (sum * sum) / width));
  }
  return deviations;
}
