/** A row of a benchmark's table: what people read. Numbers are shown with three significant digits. */
export type Row = Readonly<Record<string, string | number>>;

/** The figures by which versions are compared, each named with its unit: `joinMs`, `senderCpuRatio`. */
export type Figures = Readonly<Record<string, number>>;

/** What a figure has to be; a bar is shown with the table and decides how the process ends. */
export interface Bar {
  figure: string;
  atMost?: number;
  atLeast?: number;
}

/**
 * Prints a benchmark's result: a table and its bars for people and, with `--json` on the command line, as the last line one JSON object
 * `{ "bench", "figures" }`. A missed bar sets the exit code to 1.
 */
export function report(
  bench: string,
  rows: readonly Row[],
  figures: Figures,
  bars: readonly Bar[] = [],
): void {
  console.log(`\n${bench}\n`);
  for (const line of table(rows)) console.log(line);
  const verdicts = bars.map((bar) => ({ bar, met: isMet(bar, figures[bar.figure]) }));
  if (verdicts.length > 0) console.log('');
  for (const { bar, met } of verdicts) console.log(describeBar(bar, figures[bar.figure], met));
  if (verdicts.some(({ met }) => !met)) process.exitCode = 1;
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench, figures }));
}

/** The middle of the values, NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value below which this share (0 to 100) of the values lies, between neighbours in proportion; NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = ((sorted.length - 1) * Math.min(100, Math.max(0, percent))) / 100;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Lines of a table with aligned columns; numbers to the right, as they are compared by their size. */
export function table(rows: readonly Row[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => shown(row[column])));
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...cells.map((line) => (line[i] ?? '').length)),
  );
  const isNumber = columns.map((column) => rows.some((row) => typeof row[column] === 'number'));
  const padded = (line: readonly string[]): string =>
    line
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [padded(columns), widths.map((width) => '-'.repeat(width)).join('  '), ...cells.map(padded)];
}

function shown(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  return Number.isInteger(value) || Math.abs(value) >= 1000
    ? String(Math.round(value))
    : String(Number(value.toPrecision(3)));
}

/** A figure that is missing or not a number meets no bar. */
function isMet({ atMost = Infinity, atLeast = -Infinity }: Bar, value = Number.NaN): boolean {
  return value <= atMost && value >= atLeast;
}

function describeBar({ figure, atMost, atLeast }: Bar, value: number | undefined, met: boolean): string {
  const limits = [
    atLeast === undefined ? [] : `at least ${atLeast}`,
    atMost === undefined ? [] : `at most ${atMost}`,
  ].flat();
  return `${met ? 'met   ' : 'MISSED'}  ${figure} ${value === undefined ? 'was not measured' : shown(value)} (${limits.join(', ')})`;
}
