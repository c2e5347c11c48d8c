import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TOLD_AFTER_MS } from '../../client/media/uplink-choice.ts';
import { report } from '../support/figures.ts';
import { audienceFigures, audienceRow } from './audience-figures.ts';
import { type AudienceRun, runAudience } from './audience-run.ts';
import { drawAudience } from './draw-audience.ts';

/**
 * The real planner under churn: audiences of three sizes that come, go and crash, each with a flash crowd of 1,000 in the middle of every
 * hour. Everything follows from the seed except the processor time.
 */
const SIZES = [100, 1_000, 5_000];

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    to: { type: 'string', default: join(tmpdir(), 'parley-audience.svg') },
    seed: { type: 'string', default: '1' },
    hours: { type: 'string', default: '3' },
    stage: { type: 'string', default: '4' },
    failover: { type: 'string', default: '1.0' },
  },
});

const sizes = SIZES.map((listeners) => ({ listeners, runs: hoursOf(listeners) }));
const largest = sizes.at(-1);
const [drawn] = largest?.runs ?? [];
if (drawn) await writeFile(values.to, drawAudience(drawn));
console.log(`The tree and its depth over time: ${values.to}`);

report(
  'audience',
  sizes.map(({ listeners, runs }) => audienceRow(listeners, runs)),
  {
    ...Object.fromEntries(
      sizes.slice(0, -1).flatMap(({ listeners, runs }) => {
        const { depthMax = Number.NaN, silentSecPerHour = Number.NaN } = audienceFigures(runs);
        return [
          [`depthMax${listeners}`, depthMax],
          [`silentSecPerHour${listeners}`, silentSecPerHour],
        ];
      }),
    ),
    ...audienceFigures(largest?.runs ?? []),
  },
  [
    { figure: 'depthMax', atMost: 6 },
    { figure: 'depthMedian', atMost: 4 },
    { figure: 'joinMoves', atMost: 0 },
    { figure: 'departureMoves', atMost: 0 },
    { figure: 'silentSecPerHour', atMost: 1 },
    { figure: 'busiestMbps', atMost: 1 },
    { figure: 'planMs', atMost: 1 },
  ],
);

function hoursOf(listeners: number): AudienceRun[] {
  return Array.from({ length: Number(values.hours) }, (_, hour) =>
    runAudience({
      seed: Number(values.seed) + hour,
      listeners,
      medianStaySec: 12 * 60,
      staySigma: 1,
      forwarders: 0.6,
      room: 6,
      crashes: 0.1,
      crowd: 1_000,
      tendEverySec: 0.5,
      stage: Number(values.stage),
      failoverSec: Number(values.failover),
      // A tick and a round trip more.
      toldSec: TOLD_AFTER_MS / 1_000 + 0.2,
      newLinkSec: 1,
    }),
  );
}
