import { type Figures, percentile, type Row } from '../support/figures.ts';
import type { AudienceRun } from './audience-run.ts';

/** What an audience of one size showed, over all its hours. */
export function audienceFigures(runs: readonly AudienceRun[]): Figures {
  const listeners = listenersByDepth(runs);
  const sum = (of: (run: AudienceRun) => number) => runs.reduce((all, run) => all + of(run), 0);
  const changes = sum((run) => run.changes);
  const planMs = runs.flatMap((run) => [...run.planMs]);
  const uploads = runs.flatMap((run) => run.samples.map(({ uploadKbps }) => uploadKbps));
  return {
    depthMax: listeners.length,
    depthMedian: medianDepth(listeners),
    joinMoves: sum((run) => run.joinMoves),
    departureMoves: sum((run) => run.departureMoves),
    tendMovesPerHour: sum((run) => run.tendMoves) / sum((run) => run.listenerHours),
    edgesPerChange: sum((run) => run.edges) / changes,
    silentSecPerHour: sum((run) => run.silentSec) / sum((run) => run.listenerHours),
    busiestMbps: most(uploads) / 1_000,
    planMs: percentile(planMs, 99),
    planMsMedian: percentile(planMs, 50),
  };
}

/** The same for people, with what explains it. */
export function audienceRow(listeners: number, runs: readonly AudienceRun[]): Row {
  const figures = audienceFigures(runs);
  const waiting = most(runs.flatMap((run) => run.samples.map((sample) => sample.waiting)));
  const sum = (of: (run: AudienceRun) => number) => runs.reduce((all, run) => all + of(run), 0);
  return {
    listeners,
    'depth: median': figures.depthMedian ?? Number.NaN,
    max: figures.depthMax ?? Number.NaN,
    'moved by joins': figures.joinMoves ?? Number.NaN,
    'by departures': figures.departureMoves ?? Number.NaN,
    'by tending, /h': figures.tendMovesPerHour ?? Number.NaN,
    'edges a change': figures.edgesPerChange ?? Number.NaN,
    'silent, s/h': figures.silentSecPerHour ?? Number.NaN,
    crashes: sum((run) => run.crashes),
    unanswered: sum((run) => run.unanswered),
    waiting,
    'upload, Mbit/s': figures.busiestMbps ?? Number.NaN,
    'plan p50, ms': figures.planMsMedian ?? Number.NaN,
    'p99, ms': figures.planMs ?? Number.NaN,
  };
}

/** Listener-seconds at each depth, the first beneath the stage. */
function listenersByDepth(runs: readonly AudienceRun[]): number[] {
  const counts: number[] = [];
  for (const { byDepth } of runs.flatMap(({ samples }) => samples))
    for (const [above, count] of byDepth.entries()) counts[above] = (counts[above] ?? 0) + count;
  return counts;
}

function medianDepth(counts: readonly number[]): number {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2;
  let seen = 0;
  return counts.findIndex((count) => (seen += count) >= half) + 1;
}

/** Of more values than fit into the arguments of `Math.max`. */
function most(values: readonly number[]): number {
  return values.reduce((highest, value) => Math.max(highest, value), -Infinity);
}
