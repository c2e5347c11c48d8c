/** Levels are RMS per millisecond throughout; 1 is full scale. */

const LOUD = 0.1;
const WINDOW_MS = 20;
const STRETCH_MS = 1_500;
/** By how much the second may be ahead of the first, its jitter buffer being smaller, and behind it. */
const MOST_LEAD_MS = 300;
const MOST_LAG_MS = 1_200;

/**
 * How many milliseconds after each pulse it was heard, undefined where it was not heard before the next one. `pulsesMs` and `startMs`, the moment of
 * the first level, are of one clock.
 */
export function delaysOf(
  pulsesMs: readonly number[],
  { startMs, levels }: { readonly startMs: number; readonly levels: readonly number[] },
): (number | undefined)[] {
  const onsets = levels.flatMap((level, index) =>
    level >= LOUD &&
    (levels[index - 1] ?? 0) < LOUD &&
    levels.slice(Math.max(0, index - 50), index).every(isQuiet)
      ? [startMs + index]
      : [],
  );
  return pulsesMs.map((pulse, index) => {
    const next = pulsesMs[index + 1] ?? pulse + ((pulsesMs[1] ?? pulse) - (pulsesMs[0] ?? 0));
    const heard = onsets.find((onset) => onset >= pulse && onset < next);
    return heard === undefined ? undefined : heard - pulse;
  });
}

/**
 * How alike two recordings of one sound are: Pearson's correlation of their envelopes (20 ms steps). Jitter buffers stretch and shorten what they
 * play, each as it needs to, so every second and a half of the first is compared with where it fits best in the second.
 */
export function likeness(first: readonly number[], second: readonly number[]): number {
  const [heard, again]: [number[], number[]] = [[], []];
  const last = Math.min(first.length, second.length) - STRETCH_MS - MOST_LAG_MS;
  for (let from = MOST_LEAD_MS; from <= last; from += STRETCH_MS) {
    const stretch = envelope(first, from);
    heard.push(...stretch);
    again.push(...bestFit(stretch, second, from));
  }
  if (heard.length === 0) throw new Error('Too little was recorded to be compared');
  return correlate(heard, again);
}

/** The stretch of a recording, about as late as this one, that is most like it. */
function bestFit(stretch: readonly number[], levels: readonly number[], from: number): readonly number[] {
  let best = { correlation: -1, fit: stretch };
  for (let lagMs = -MOST_LEAD_MS; lagMs < MOST_LAG_MS; lagMs += 1) {
    const fit = envelope(levels, from + lagMs);
    const correlation = correlate(stretch, fit);
    if (correlation > best.correlation) best = { correlation, fit };
  }
  return best.fit;
}

/** RMS of each window of a stretch. */
function envelope(levels: readonly number[], from: number): number[] {
  return Array.from({ length: STRETCH_MS / WINDOW_MS }, (_, window) => {
    let energy = 0;
    for (let ms = 0; ms < WINDOW_MS; ms += 1) energy += (levels[from + window * WINDOW_MS + ms] ?? 0) ** 2;
    return Math.sqrt(energy / WINDOW_MS);
  });
}

function correlate(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [fromA, fromB] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB];
    product += fromA * fromB;
    squaresA += fromA ** 2;
    squaresB += fromB ** 2;
  }
  const norm = Math.sqrt(squaresA * squaresB);
  return norm > 0 ? product / norm : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function isQuiet(level: number): boolean {
  return level < LOUD;
}
