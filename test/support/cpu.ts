import type { Browser } from 'playwright-core';

/** Processor seconds since the start of each of a browser's processes, by the kind of process. */
export interface ProcessorTime {
  id: number;
  /** `browser`, `renderer`, `GPU`, or what Chromium calls a utility process. */
  kind: string;
  seconds: number;
}

/** Processor seconds of every process of a Chromium, as it counts them itself: wall time tells little on a busy machine. */
export async function processorTimes(browser: Browser): Promise<readonly ProcessorTime[]> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.map(({ id, type, cpuTime }) => ({ id, kind: type, seconds: cpuTime }));
  } finally {
    await session.detach();
  }
}

/** Processor seconds spent between two readings, all kinds together or of one kind; processes that ended are left out. */
export function secondsBetween(
  before: readonly ProcessorTime[],
  after: readonly ProcessorTime[],
  kind?: string,
): number {
  const earlier = new Map(before.map(({ id, seconds }) => [id, seconds]));
  return after
    .filter((process) => kind === undefined || process.kind === kind)
    .reduce((sum, { id, seconds }) => sum + seconds - (earlier.get(id) ?? 0), 0);
}

/** Processor seconds that a browser spends while something is done, divided by kind of process. */
export async function secondsSpent(
  browser: Browser,
  deed: () => Promise<void>,
): Promise<Record<string, number>> {
  const before = await processorTimes(browser);
  await deed();
  const after = await processorTimes(browser);
  const kinds = new Set(after.map(({ kind }) => kind));
  return Object.fromEntries([...kinds].map((kind) => [kind, secondsBetween(before, after, kind)]));
}
