import type { ParticipantId } from '../../shared/room/state.ts';
import type { LinkKind } from '../../shared/topology/plan.ts';
import type { Deceives } from './deceptions.ts';

/**
 * Silent for longer than this, a peer is asked for a beat, again and again. (Beats come every 200 ms; where a third of all packets is lost, one
 * of eight answers comes in time in all but a few of a thousand cases.)
 */
export const ASK_AFTER_MS = 250;
/** Silent for longer than this, the next best begins to send, to be there at once. */
export const DOUBTED_AFTER_MS = 400;
/** Silent for longer than this, it is lost: the next best is heard. */
export const LOST_AFTER_MS = 650;
/**
 * Silent for longer than this, the server is told, who gives one somebody else. It does not hurry: the standby is heard by then, and where
 * everything is slow for a moment, new links for everyone would make it worse.
 */
export const TOLD_AFTER_MS = 2_000;
/** What has not come up in this time will not, by this way: it is lost as well. Ordinary links need one second, those over TURN two. */
export const NEVER_AFTER_MS = 8_000;

/** One link over which this page hears the room, or could. */
export interface UplinkSight {
  readonly peer: ParticipantId;
  readonly kind: Extract<LinkKind, 'parent' | 'standby' | 'former'>;
  /** Whether it is connected, so that beats and audio can pass. */
  readonly up: boolean;
  /** Since the last beat or audio, ms; undefined before the first of this connection. */
  readonly silentMs: number | undefined;
  /** For how long one tries to connect it by now, ms; undefined when that is done, or not known. */
  readonly connectingMs?: number | undefined;
  /** What the peer's latest beat says of itself. */
  readonly flows: boolean;
  readonly leaving: boolean;
  /** Whether it passes on voices that are not those of who it says. */
  readonly deceives?: Deceives;
  /** Whether audio of it has come since it flows, or need not, as all its slots are silent. */
  readonly playing: boolean;
}

/** What follows from one look at the links; the next look starts from it. */
export interface UplinkChoice {
  /** Whose audio is played; null only where there is neither a parent nor anybody else of use. */
  readonly hear: ParticipantId | null;
  /** Who is told that their audio is wanted: whom one hears, and whoever is about to take over. */
  readonly wants: ReadonlySet<ParticipantId>;
  /** Who is asked for a beat. */
  readonly asks: ReadonlySet<ParticipantId>;
  /** Parent and standby, if they are lost for so long that the server has to know; each is named once, and again only after it was heard of in between. */
  readonly lost: readonly ParticipantId[];
  /** Who was named. */
  readonly named: ReadonlySet<ParticipantId>;
  /** Who was named in the place it still has: used where there is nobody else, and not returned to otherwise, as somebody else will have its place. */
  readonly doubted: ReadonlyMap<ParticipantId, UplinkSight['kind']>;
  /** What everyone's silence is forgiven for, ms, because this page itself stood still. */
  readonly graceMs: number;
}

export const NOTHING_HEARD: UplinkChoice = {
  hear: null,
  wants: new Set(),
  asks: new Set(),
  lost: [],
  named: new Set(),
  doubted: new Map(),
  graceMs: 0,
};

/**
 * Chooses from whom to hear the room. A working source is left only for a better one that plays already; a lost one at once, for
 * whichever works. `lateMs` is how late this look itself comes: a page that stood still must not think that everyone else did. Its
 * grace is halved with every look, as what has come in meanwhile is read bit by bit. `patience`: so many times as long as usual one waits
 * before the server is told of a loss while somebody else is heard.
 */
export function chooseUplink(
  before: UplinkChoice,
  links: readonly UplinkSight[],
  lateMs: number,
  patience = 1,
): UplinkChoice {
  const graceMs = Math.max(0, lateMs, before.graceMs < 1 ? 0 : before.graceMs / 2);
  const missing = links.filter((link) => isLost(link, graceMs));
  const usable = links.filter((link) => link.up && !missing.includes(link));
  const lost = missing.filter(
    (link) =>
      link.kind !== 'former' &&
      !before.named.has(link.peer) &&
      isWorthTelling(link, usable, graceMs, patience),
  );
  const silent = links.filter((link) => link.silentMs === undefined || missing.includes(link));
  const stillNamed = silent.filter(({ peer }) => before.named.has(peer));
  const doubted = new Map(
    [...before.doubted].filter(([peer, kind]) =>
      links.some((link) => link.peer === peer && link.kind === kind),
    ),
  );
  for (const { peer, kind } of lost) doubted.set(peer, kind);
  return {
    ...source(before, links, usable, doubted, graceMs),
    asks: new Set(usable.filter((link) => isQuiet(link, ASK_AFTER_MS + graceMs)).map(({ peer }) => peer)),
    lost: lost.map(({ peer }) => peer),
    named: new Set([...stillNamed, ...lost].map(({ peer }) => peer)),
    doubted,
    graceMs,
  };
}

function source(
  before: UplinkChoice,
  links: readonly UplinkSight[],
  usable: readonly UplinkSight[],
  doubted: UplinkChoice['doubted'],
  graceMs: number,
): Pick<UplinkChoice, 'hear' | 'wants'> {
  const rank = (link: UplinkSight) => rankOf(link, before.hear, doubted.has(link.peer));
  const [best, next] = usable.toSorted((a, b) => rank(a) - rank(b) || (a.peer < b.peer ? -1 : 1));
  const current = usable.find(({ peer }) => peer === before.hear);
  // Nothing works: what was heard last is heard again as soon as it comes back. At first, the parent's audio may be there before its beats.
  if (!best)
    return hearing(
      links.find(({ peer }) => peer === before.hear) ?? links.find(({ kind }) => kind === 'parent'),
    );
  if (!current) return hearing(best);
  if (best === current) return hearing(current, isDoubtful(current, graceMs) ? next : undefined);
  return best.flows && best.playing ? hearing(best) : hearing(current, best);
}

/** `also` begins to send, so that it can take over without a gap. */
function hearing(link: UplinkSight | undefined, also?: UplinkSight): Pick<UplinkChoice, 'hear' | 'wants'> {
  const wanted = [link, also].flatMap((one) => (one ? [one.peer] : []));
  return { hear: link?.peer ?? null, wants: new Set(wanted) };
}

/** 0 is best. Whoever is heard now stays in preference to all but the parent; those who go or were lost come last. */
function rankOf({ peer, kind, leaving }: UplinkSight, heard: ParticipantId | null, doubted: boolean): number {
  const place = kind === 'parent' ? 0 : peer === heard ? 1 : kind === 'standby' ? 2 : 3;
  return place + (doubted ? 10 : 0) + (leaving ? 20 : 0);
}

function isDoubtful(link: UplinkSight, graceMs: number): boolean {
  return link.deceives === 'perhaps' || isQuiet(link, DOUBTED_AFTER_MS + graceMs);
}

function isLost({ silentMs, connectingMs = 0, deceives }: UplinkSight, graceMs: number): boolean {
  if (deceives === 'certainly') return true;
  const { ms, bound } =
    silentMs === undefined
      ? { ms: connectingMs, bound: NEVER_AFTER_MS }
      : { ms: silentMs, bound: LOST_AFTER_MS };
  return ms > bound + graceMs;
}

/** A connection that is over is not slow; but where there is nobody else to turn to, it is made anew as soon as the server could help. */
function isWorthTelling(
  { up, silentMs, deceives }: UplinkSight,
  others: readonly UplinkSight[],
  graceMs: number,
  patience: number,
): boolean {
  if (deceives === 'certainly' || silentMs === undefined) return true;
  if (others.length === 0) return silentMs > TOLD_AFTER_MS + graceMs;
  return !up || silentMs > patience * TOLD_AFTER_MS + graceMs;
}

function isQuiet({ silentMs }: UplinkSight, afterMs: number): boolean {
  return silentMs !== undefined && silentMs > afterMs;
}
