import { describe, expect, test } from 'vitest';
import { Deceptions, type NamedLine } from '../../../client/media/deceptions.ts';

const QUIET: NamedLine = { named: 'ana', doubt: undefined };

/** A line on which a voice was found to be false: still named as the speaker's, or no longer. */
function found(
  since: number,
  { named = 'ana', falseAt = since - 900 }: { named?: string | null; falseAt?: number } = {},
): NamedLine {
  return { named, doubt: { speaker: 'ana', silenced: true, since, falseAt } };
}

/** What is thought of the parent, looking every 50 ms until then. */
function lookUntil(deceptions: Deceptions, from: number, until: number, lines: readonly NamedLine[]) {
  let last = deceptions.look('pia', lines, from, 0);
  for (let now = from; now <= until; now += 50) last = deceptions.look('pia', lines, now, 0);
  return last;
}

describe('a parent that gives a false voice for another’s', () => {
  test('[SEAL-9] deceives if it does not say that it has stopped', () => {
    const deceptions = new Deceptions();
    expect(deceptions.look('pia', [QUIET], 900, 0)).toBe('no');
    expect(lookUntil(deceptions, 1_000, 1_900, [found(1_000)])).toBe('perhaps');
    expect(lookUntil(deceptions, 1_950, 2_000, [found(1_000)])).toBe('certainly');
    expect(deceptions.look('ben', [QUIET], 1_700, 0)).toBe('no');
  });

  test('[SEAL-9] deceives if it goes on, under this name or another, whatever it says', () => {
    for (const named of [null, 'ben']) {
      const deceptions = new Deceptions();
      expect(lookUntil(deceptions, 1_000, 1_900, [found(1_000, { named, falseAt: 1_550 })])).toBe('perhaps');
      expect(deceptions.look('pia', [found(1_000, { named, falseAt: 1_650 })], 2_150, 0)).toBe('certainly');
    }
  });

  test('[SEAL-9] was perhaps deceived itself twice in a room, not a third time, also on other lines', () => {
    const deceptions = new Deceptions();
    for (const at of [1_000, 100_000]) {
      expect(lookUntil(deceptions, at, at + 500, [found(at)])).toBe('perhaps');
      // It has noticed, later than others, but in time.
      expect(lookUntil(deceptions, at + 550, at + 5_000, [found(at, { named: null })])).toBe('no');
      expect(lookUntil(deceptions, at + 5_000, at + 9_000, [QUIET])).toBe('no');
    }
    expect(deceptions.look('pia', [QUIET, found(200_000, { named: null })], 200_000, 0)).toBe('certainly');
    // One is not deaf for ever because of it.
    expect(lookUntil(deceptions, 200_050, 261_000, [QUIET, QUIET])).toBe('no');
  });

  test('[SEAL-9] is found out once where several lines are, and not blamed for what this page read late', () => {
    const deceptions = new Deceptions();
    const lines = [found(1_000), found(1_400), found(1_800)].map((line) => ({ ...line, named: null }));
    expect(lookUntil(deceptions, 1_000, 1_200, lines.slice(0, 1))).toBe('perhaps');
    expect(lookUntil(deceptions, 1_400, 2_500, lines)).toBe('perhaps');
    expect(deceptions.look('ben', [found(3_000)], 3_000, 0)).toBe('perhaps');
    expect(deceptions.look('ben', [found(3_000)], 8_000, 5_000)).toBe('perhaps');
    expect(deceptions.look('ben', [found(3_000, { named: null })], 8_050, 0)).toBe('perhaps');
    expect(deceptions.look('ben', [found(3_000, { named: null })], 9_000, 0)).toBe('perhaps');
  });
});
