import type { Change } from '../../shared/topology/audience.ts';

/** How an audience comes and goes. Times are seconds; the hour that is measured begins at 0. */
export interface Churn {
  readonly seed: number;
  /** On average, when nobody comes all at once. */
  readonly listeners: number;
  readonly medianStaySec: number;
  /** Standard deviation of the stay's logarithm. */
  readonly staySigma: number;
  /** Share of those who can carry others, and how many each. */
  readonly forwarders: number;
  readonly room: number;
  /** Share of departures that nobody announces. */
  readonly crashes: number;
  /** So many more come within 10 s, in the middle of the hour. */
  readonly crowd: number;
  readonly tendEverySec: number;
}

export interface ChurnEvent {
  readonly atSec: number;
  /** A crash is what happened; that the planner hears of it comes later. */
  readonly change: Change | { readonly type: 'crashed'; readonly id: string };
}

export const MEASURED_SEC = 3_600;
const CROWD_AT_SEC = 1_800;
const CROWD_WITHIN_SEC = 10;
/** By then the number of those who come and go has settled, those who stay long included. */
const SETTLING_SEC = 7_200;

/** Everything that happens, in order: arrivals at random (Poisson), log-normal stays, and tendings at regular times. */
export function churn(options: Churn): ChurnEvent[] {
  const random = seeded(options.seed);
  const arrivals = [...steadyArrivals(options, random), ...crowdArrivals(options, random)];
  const events = arrivals.flatMap((atSec, index) => visit(options, random, atSec, `l${index}`));
  for (let atSec = -SETTLING_SEC; atSec < MEASURED_SEC; atSec += options.tendEverySec)
    events.push({ atSec, change: { type: 'tend', now: Math.round(atSec * 1_000) } });
  return events.filter(({ atSec }) => atSec < MEASURED_SEC).sort((a, b) => a.atSec - b.atSec);
}

function steadyArrivals({ listeners, ...stay }: Churn, random: () => number): number[] {
  const perSec = listeners / meanStaySec(stay);
  const arrivals: number[] = [];
  for (let at = -SETTLING_SEC; at < MEASURED_SEC; at -= Math.log(1 - random()) / perSec) arrivals.push(at);
  return arrivals;
}

function crowdArrivals({ crowd }: Churn, random: () => number): number[] {
  return Array.from({ length: crowd }, () => CROWD_AT_SEC + random() * CROWD_WITHIN_SEC);
}

function visit(options: Churn, random: () => number, atSec: number, id: string): ChurnEvent[] {
  const room = random() < options.forwarders ? options.room : 0;
  const staySec = options.medianStaySec * Math.exp(options.staySigma * normal(random));
  const departure: ChurnEvent['change'] =
    random() < options.crashes ? { type: 'crashed', id } : { type: 'left', id };
  const person = { id, place: 'audience', room, since: Math.round(atSec * 1_000) } as const;
  return [
    { atSec, change: { type: 'joined', person } },
    { atSec: atSec + staySec, change: departure },
  ];
}

function meanStaySec({ medianStaySec, staySigma }: Pick<Churn, 'medianStaySec' | 'staySigma'>): number {
  return medianStaySec * Math.exp(staySigma ** 2 / 2);
}

/** Normally distributed with mean 0 and deviation 1 (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
