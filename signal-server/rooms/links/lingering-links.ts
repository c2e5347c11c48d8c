import { MOST_CHILDREN, MOST_ORDINARY, MOST_WARDS } from '../../../shared/topology/audience-limits.ts';
import { type LinkKind, sideOf } from '../../../shared/topology/plan.ts';
import type { ParticipantId } from '../../../shared/room/state.ts';

/** For so long a link stays after a move: by then the new one is made, or it will not be. */
export const LINGER_MS = 10_000;

/** How many one listener may have: the parent and the standby that were, of the last two moves. More would be a way to get to know everyone's address. */
const MOST_UP = 4;
/** How many one person keeps for others: all that can be moved away at once. */
const MOST_DOWN = MOST_CHILDREN + MOST_WARDS;

/** A link that the planner does not ask for, or not yet. */
export interface LingeringLink {
  readonly listener: ParticipantId;
  /** From whom the listener hears, or heard, the room. */
  readonly peer: ParticipantId;
  /** What the link is to the listener. */
  readonly kind: Exclude<LinkKind, 'child' | 'ward'>;
  /** Server milliseconds. */
  readonly until: number;
}

/** The links that stay for a while beside those of the planner, so that nobody's audio waits for the new ones. */
export class LingeringLinks {
  /** All live equally long: in the order in which they end. */
  readonly #links = new Map<string, LingeringLink>();
  readonly #up = new Map<ParticipantId, Set<LingeringLink>>();
  readonly #down = new Map<ParticipantId, Set<LingeringLink>>();

  get any(): boolean {
    return this.#links.size > 0;
  }

  /** Those of a listener. */
  up(listener: ParticipantId): Iterable<LingeringLink> {
    return this.#up.get(listener) ?? [];
  }

  /** Those to one from whom others hear. */
  down(peer: ParticipantId): Iterable<LingeringLink> {
    return this.#down.get(peer) ?? [];
  }

  /** From now on for its time. The oldest give way when somebody has too many. Returns whose links changed by that, besides these two. */
  add(link: Omit<LingeringLink, 'until'>, now: number): readonly LingeringLink[] {
    const known = this.#links.get(keyOf(link));
    if (known) this.#remove(known);
    const pushedOut = this.#tooMany(link);
    for (const one of pushedOut) this.#remove(one);
    this.#insert({ ...link, until: now + LINGER_MS });
    return pushedOut;
  }

  /** Ends those whose time is over, and returns them. */
  expire(now: number): readonly LingeringLink[] {
    const over: LingeringLink[] = [];
    for (const link of this.#links.values()) {
      if (link.until > now) break;
      over.push(link);
    }
    for (const link of over) this.#remove(link);
    return over;
  }

  /** Ends those of a listener, and returns them. */
  endUp(listener: ParticipantId): readonly LingeringLink[] {
    const ended = [...this.up(listener)];
    for (const link of ended) this.#remove(link);
    return ended;
  }

  clear(): void {
    for (const link of this.#links.values()) this.#remove(link);
  }

  /** Ends all in which somebody has a part, on either side. */
  endAll(who: ParticipantId): void {
    for (const link of [...this.up(who), ...this.down(who)]) this.#remove(link);
  }

  #tooMany({ listener, peer, kind }: Omit<LingeringLink, 'until'>): LingeringLink[] {
    const isStage = kind === 'stage';
    const alike = (links: Iterable<LingeringLink>, most: number) => {
      const some = [...links].filter((link) => (link.kind === 'stage') === isStage);
      return some.slice(0, Math.max(0, some.length + 1 - most));
    };
    return [
      ...(isStage ? [] : alike(this.up(listener), MOST_UP)),
      ...alike(this.down(peer), isStage ? MOST_ORDINARY : MOST_DOWN),
    ];
  }

  #insert(link: LingeringLink): void {
    this.#links.set(keyOf(link), link);
    setIn(this.#up, link.listener).add(link);
    setIn(this.#down, link.peer).add(link);
  }

  #remove(link: LingeringLink): void {
    this.#links.delete(keyOf(link));
    takeFrom(this.#up, link.listener, link);
    takeFrom(this.#down, link.peer, link);
  }
}

function keyOf({ listener, peer, kind }: Omit<LingeringLink, 'until'>): string {
  return `${listener} ${sideOf(kind)} ${peer}`;
}

function setIn<Item>(map: Map<ParticipantId, Set<Item>>, id: ParticipantId): Set<Item> {
  const set = map.get(id) ?? new Set();
  map.set(id, set);
  return set;
}

function takeFrom<Item>(map: Map<ParticipantId, Set<Item>>, id: ParticipantId, item: Item): void {
  const set = map.get(id);
  set?.delete(item);
  if (set?.size === 0) map.delete(id);
}
