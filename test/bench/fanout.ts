import { setTimeout as pause } from 'node:timers/promises';
import { launchChromium } from '../support/browsers.ts';
import { median, report, type Row } from '../support/figures.ts';
import { voiceFile } from '../support/voices.ts';
import { EngineSite, type Way, WAYS } from './engine-site.ts';
import { Fan } from './fan.ts';

/**
 * What a further listener costs the speaker: processor time of the speaker's renderer with the engine (one encoder, frames copied) beside
 * the ordinary mesh (one track a connection), both with the same voice, codecs and settings. The two talk in turn, so that whatever
 * else the machine does meets both.
 */
const LISTENERS = [1, 10, 20, 30] as const;
const TURNS = 4;
const SETTLE_MS = 1_500;
const TURN_MS = 4_000;

const site = await EngineSite.open();
const voice = await voiceFile('ana');
const browsers = [
  await launchChromium({ voice, priorities: true }),
  await launchChromium({ voice, priorities: true }),
  await launchChromium({ priorities: true }),
] as const;
try {
  const [engines, ordinaries, listening] = browsers;
  const fans = {
    routed: await Fan.open(site, 'routed', engines, listening),
    ordinary: await Fan.open(site, 'ordinary', ordinaries, listening),
  };
  const rows: Row[] = [];
  const costs = { routed: new Map<number, number>(), ordinary: new Map<number, number>() };
  for (const listeners of LISTENERS) {
    for (const fan of Object.values(fans)) await fan.growTo(listeners);
    const { routed, ordinary } = await takeTurns(fans);
    costs.routed.set(listeners, routed.cost);
    costs.ordinary.set(listeners, ordinary.cost);
    rows.push({
      listeners,
      'engine, % of a core': routed.cost,
      'ordinary, % of a core': ordinary.cost,
      ratio: routed.cost / ordinary.cost,
      'engine, packets/s each': routed.packets,
      'ordinary, packets/s each': ordinary.packets,
    });
  }
  const further = ({ routed, ordinary }: typeof costs, way: Way): number => {
    const cost = way === 'routed' ? routed : ordinary;
    return ((cost.get(30) ?? Number.NaN) - (cost.get(10) ?? Number.NaN)) / 20;
  };
  const figures = {
    ratio20: (costs.routed.get(20) ?? Number.NaN) / (costs.ordinary.get(20) ?? Number.NaN),
    marginalRatio: further(costs, 'routed') / further(costs, 'ordinary'),
    marginalPercent: further(costs, 'routed'),
    referenceMarginalPercent: further(costs, 'ordinary'),
  };
  report('fanout', rows, figures, [
    { figure: 'ratio20', atMost: 0.5 },
    { figure: 'marginalRatio', atMost: 0.4 },
  ]);
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await site.close();
}

/** What each way cost in the middle of its turns, in % of a core, and how many packets a second its worst-off listener got. */
async function takeTurns(fans: Readonly<Record<Way, Fan>>) {
  const taken = { routed: [] as Turn[], ordinary: [] as Turn[] };
  for (let turn = 0; turn < TURNS; turn += 1) for (const way of WAYS) taken[way].push(await talk(fans[way]));
  const middle = (turns: readonly Turn[]): Turn => ({
    cost: median(turns.map(({ cost }) => cost)),
    packets: median(turns.map(({ packets }) => packets)),
  });
  const [routed, ordinary] = [middle(taken.routed), middle(taken.ordinary)];
  // Otherwise it could be cheaper because it sends less. (The ordinary way does, where the processor is too slow for it: that speaks for it here.)
  if (!(routed.packets > 0.8 * ordinary.packets))
    throw new Error(`The engine sends less: ${routed.packets} and ${ordinary.packets} packets a second`);
  return { routed, ordinary };
}

interface Turn {
  readonly cost: number;
  readonly packets: number;
}

async function talk(fan: Fan): Promise<Turn> {
  await fan.speak(true);
  await pause(SETTLE_MS);
  const [before, packets] = [await fan.rendererSeconds(), await fan.packets()];
  const startedAt = performance.now();
  await pause(TURN_MS);
  const [after, morePackets] = [await fan.rendererSeconds(), await fan.packets()];
  const seconds = (performance.now() - startedAt) / 1_000;
  await fan.speak(false);
  const received = morePackets.map((count, index) => count - (packets[index] ?? 0));
  return { cost: (100 * (after - before)) / seconds, packets: Math.min(...received) / seconds };
}
