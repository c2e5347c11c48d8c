import { frameMs } from '../support/envelopes.ts';
import { median } from '../support/figures.ts';

/** So much quieter than the voice was (amplitude): a voice without pauses never is, and what a browser invents for lost audio soon is. */
const QUIET = 0.1;
/** For so long without a gap, and the voice is back. */
const STEADY_FRAMES = 500 / frameMs;

/** What a listener missed after some moment, in milliseconds, in steps of 20. */
export interface Missed {
  /** How long it was quiet, all together. */
  readonly quietMs: number;
  /** From the moment itself until the voice was back and stayed for a while: also what was invented before it got quiet. 0 where it never did. */
  readonly backAfterMs: number;
}

/** Compares the levels after a moment with those before it; refuses to judge where nobody was heard before. */
export function missedAfter(before: readonly number[], after: readonly number[]): Missed {
  const usual = median(before);
  if (!(usual > 0.001)) throw new Error('The voice was not heard before, so nobody can say what was missed');
  const isQuiet = (level: number): boolean => level < usual * QUIET;
  if (isQuiet(median(after.slice(-25)))) throw new Error('The voice did not come back');
  const quiet = after.flatMap((level, frame) => (isQuiet(level) ? [frame] : []));
  let back = 0;
  for (const frame of quiet) {
    if (back > 0 && frame - back >= STEADY_FRAMES) break;
    back = frame + 1;
  }
  return { quietMs: quiet.length * frameMs, backAfterMs: back * frameMs };
}
