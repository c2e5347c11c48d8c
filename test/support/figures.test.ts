import { afterEach, describe, expect, it, vi } from 'vitest';
import { median, percentile, report, table } from './figures.ts';

describe('figures', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    process.exitCode = undefined;
  });

  it('takes the middle, and percentiles between neighbours', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(percentile([0, 10, 20, 30, 40], 95)).toBeCloseTo(38);
    expect(median([])).toBeNaN();
  });

  it('aligns a table by its columns', () => {
    expect(
      table([
        { way: 'mesh', ms: 12.3456 },
        { way: 'tree', ms: 1234.5 },
      ]),
    ).toEqual(['way     ms', '----  ----', 'mesh  12.3', 'tree  1235']);
  });

  it('prints its figures as JSON on the last line when asked, and fails when a bar is missed or not measured', () => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'bench', '--json']);
    report('join', [{ run: 1, ms: 300 }], { joinMs: 300 }, [{ figure: 'joinMs', atMost: 400 }]);
    expect(lines.at(-1)).toBe('{"bench":"join","figures":{"joinMs":300}}');
    expect(process.exitCode).toBeUndefined();
    report('join', [], { joinMs: 500 }, [{ figure: 'joinMs', atMost: 400 }]);
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    report('join', [], {}, [{ figure: 'joinMs', atMost: 400 }]);
    expect(process.exitCode).toBe(1);
  });
});
