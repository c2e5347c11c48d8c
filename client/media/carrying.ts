import type { ParticipantId } from '../../shared/room/state.ts';
import { MOST_CHILDREN } from '../../shared/topology/audience-limits.ts';

/** How many children a page offers to carry before it has carried any. */
export const FIRST_ROOM = 3;
/** So long it has to go well, with nearly as many as there is room for, until there is room for one more. */
export const GROWS_AFTER_MS = 10_000;
/** So long a room that was cut below the first one has to be calm to get a place back, in use or not: without children there is nothing to measure. */
export const RECOVERS_AFTER_MS = 60_000;
/** How much of the room has to be in use for it to grow. */
const NEARLY = 0.75;
/** Less than this a child, and hardly anybody talks, which shows nothing. (One voice is 50 kbit/s or more without headers, 30 as plain Opus, a silent one 2.) */
const USED_BPS = 15_000;

const FINE = { loss: 0.01, lagMs: 40, roundTripGrowthMs: 40 } as const;
const TOO_MUCH = { loss: 0.05, lagMs: 100 } as const;
/** One bad sample is chance, or a laptop that was opened; so many in a row are a line or a processor that cannot. */
const STRAINED_SAMPLES = 2;
/** What of a browser's estimate has to be in use for it to be one. (It begins at 300 kbit/s, and with audio alone rises only as far as it is used.) */
const NEAR_USED = 0.7;

/** One child that hears the room from here, as its link is now. */
export interface CarriedLink {
  readonly peer: ParticipantId;
  readonly sentBps: number;
  /** Share of what was sent that did not arrive, 0 to 1; null until the child has said. */
  readonly remoteLoss: number | null;
  readonly roundTripMs: number | null;
  /** What the browser believes could be sent over this link; null where it does not say. */
  readonly availableOutgoingBps: number | null;
}

/** What was measured since the sample before. */
export interface CarryingSample {
  readonly elapsedMs: number;
  readonly links: readonly CarriedLink[];
  /** By how much a tick of the router's worker was late, at most, and one of the page. */
  readonly workerLagMs: number;
  readonly pageLagMs: number;
}

/** How many children a page can carry, and what that is concluded from. */
export interface Carrying {
  readonly room: number;
  /** For how long it has gone well. */
  readonly wellMs: number;
  /** For how many samples in a row it has not. */
  readonly strained: number;
  /** The shortest round trip measured to each child. */
  readonly leastRoundTrips: ReadonlyMap<ParticipantId, number>;
}

export const NOTHING_CARRIED: Carrying = {
  room: FIRST_ROOM,
  wellMs: 0,
  strained: 0,
  leastRoundTrips: new Map(),
};

/**
 * Concludes from one sample more how many children there is room for: one more after a while in which it went well with nearly so many, half
 * when it goes badly, as TCP does with its window (AIMD). What all children have in common is laid to this page; what one of them suffers alone is that one's
 * own line.
 */
export function carrying(before: Carrying, sample: CarryingSample): Carrying {
  const leastRoundTrips = leastOf(before.leastRoundTrips, sample.links);
  const bound = boundByRate(sample.links);
  const room = Math.min(before.room, bound);
  if (isTooMuch(sample)) return strain({ ...before, room, leastRoundTrips });
  const well = room === before.room && isFine(sample, leastRoundTrips) && tellsSomething(before.room, sample);
  const wellMs = well ? before.wellMs + sample.elapsedMs : before.wellMs;
  const grows =
    well &&
    wellMs >= (isInUse(room, sample) ? GROWS_AFTER_MS : RECOVERS_AFTER_MS) &&
    room < Math.min(bound, MOST_CHILDREN);
  return { room: grows ? room + 1 : room, wellMs: grows ? 0 : wellMs, strained: 0, leastRoundTrips };
}

function strain(carried: Carrying): Carrying {
  const strained = carried.strained + 1;
  if (strained < STRAINED_SAMPLES) return { ...carried, strained, wellMs: 0 };
  return { ...carried, room: Math.floor(carried.room / 2), strained: 0, wellMs: 0 };
}

/** The page's own lag is none of these: it may well be busy drawing, while the worker passes everything on in time. */
function isTooMuch({ links, workerLagMs }: CarryingSample): boolean {
  return workerLagMs > TOO_MUCH.lagMs || commonLoss(links) > TOO_MUCH.loss;
}

function isFine(sample: CarryingSample, least: Carrying['leastRoundTrips']): boolean {
  const { links, workerLagMs, pageLagMs } = sample;
  return (
    Math.max(workerLagMs, pageLagMs) <= FINE.lagMs &&
    commonLoss(links) < FINE.loss &&
    commonGrowth(links, least) < FINE.roundTripGrowthMs
  );
}

/** By how much the round trips to all children have grown: a full line delays everyone, a child that goes out of reach only itself. */
function commonGrowth(links: readonly CarriedLink[], least: Carrying['leastRoundTrips']): number {
  const growths = links.flatMap(({ peer, roundTripMs }) =>
    roundTripMs === null ? [] : [roundTripMs - (least.get(peer) ?? roundTripMs)],
  );
  return growths.length === 0 ? 0 : Math.min(...growths);
}

/** Whether nearly all of the room was in use, by voices; or the room is so small that it is believed without. */
function tellsSomething(room: number, sample: CarryingSample): boolean {
  return room < FIRST_ROOM || isInUse(room, sample);
}

function isInUse(room: number, { links }: CarryingSample): boolean {
  const sentBps = sumOf(links, ({ sentBps }) => sentBps);
  const told = links.some(({ remoteLoss }) => remoteLoss !== null);
  return told && links.length >= room * NEARLY && sentBps >= links.length * USED_BPS;
}

/** The loss that half of the children have, or more; of those in a silence one lost packet says nothing. */
function commonLoss(links: readonly CarriedLink[]): number {
  const losses = links
    .flatMap(({ remoteLoss, sentBps }) => (remoteLoss === null || sentBps < USED_BPS ? [] : [remoteLoss]))
    .toSorted((a, b) => a - b);
  return losses[Math.floor((losses.length - 1) / 2)] ?? 0;
}

/** How many children such as these the browser's estimates have room for; no bound where they are not nearly used. */
function boundByRate(links: readonly CarriedLink[]): number {
  const estimated = links.filter(
    ({ availableOutgoingBps, sentBps }) => availableOutgoingBps !== null && sentBps > 0,
  );
  const used = estimated.filter(
    ({ availableOutgoingBps, sentBps }) => sentBps >= NEAR_USED * (availableOutgoingBps ?? Infinity),
  );
  if (used.length === 0 || used.length * 2 < estimated.length) return Infinity;
  const available = sumOf(estimated, ({ availableOutgoingBps }) => availableOutgoingBps ?? 0);
  const each = sumOf(estimated, ({ sentBps }) => sentBps) / estimated.length;
  return Math.max(1, Math.floor(available / each));
}

function leastOf(
  before: Carrying['leastRoundTrips'],
  links: readonly CarriedLink[],
): Carrying['leastRoundTrips'] {
  return new Map(
    links.flatMap(({ peer, roundTripMs }) =>
      roundTripMs === null ? [] : [[peer, Math.min(roundTripMs, before.get(peer) ?? Infinity)]],
    ),
  );
}

function sumOf(links: readonly CarriedLink[], value: (link: CarriedLink) => number): number {
  return links.reduce((sum, link) => sum + value(link), 0);
}
