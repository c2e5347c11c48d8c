import type { Clock } from '../clock.ts';
import { TokenBucket, type Allowance } from './token-bucket.ts';

const allowances = {
  /** Entering, watching and leaving. */
  door: { perSecond: 5, burst: 10 },
  command: { perSecond: 20, burst: 40 },
  /** An offer or an answer and some candidates a link. */
  signal: { perSecond: 100, burst: 600 },
  people: { perSecond: 10, burst: 20 },
  /** What a page can carry is measured over seconds; each time children may have to be moved. */
  carry: { perSecond: 0.2, burst: 6 },
  /** A page turns when somebody dies, and then perhaps a second time. Each time it learns of two others. */
  turned: { perSecond: 0.2, burst: 10 },
  /** The panel asks while it is open. */
  audio: { perSecond: 2, burst: 10 },
  /** Refusals for coming too often. Who uses up these too is not a page of ours. */
  patience: { perSecond: 20, burst: 200 },
} as const satisfies Record<string, Allowance>;

export type Kind = keyof typeof allowances;

/**
 * Who is brought on stage before hundreds makes hundreds of links at once, because the plan says so: each of them adds this
 * many to what may come at once, and again to the patience. Some eight are needed, and as many if it must be made anew.
 */
const BURST_PER_LINK = 20;

/** The buckets of one browser, shared by its sockets; made when they are first needed. */
export class MessageLimits {
  readonly #clock: Clock;
  readonly #buckets: { [Some in Kind]?: TokenBucket } = {};
  sockets = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one of a kind. `links` says how many links the page should have; it is asked only when the usual burst is used up. */
  take(kind: Kind, links: () => number): boolean {
    const now = this.#clock.now();
    const bucket = (this.#buckets[kind] ??= new TokenBucket(now));
    const { perSecond, burst } = allowances[kind];
    return (
      bucket.take({ perSecond, burst }, now) ||
      bucket.take({ perSecond, burst: burst + BURST_PER_LINK * links() }, now)
    );
  }
}

/** How long the limits of a browser are kept after its last socket has gone: by then its buckets are full again. */
const REMEMBERED_MS = 30_000;

/** The limits of everyone who is connected: by browser, or by socket where a browser is not known. */
export class LimitsByBrowser {
  readonly #clock: Clock;
  readonly #limits = new Map<string, MessageLimits>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** For a socket that has come; `release` must follow when it goes. */
  claim(browser: string): MessageLimits {
    const limits = this.#limits.get(browser) ?? new MessageLimits(this.#clock);
    this.#limits.set(browser, limits);
    limits.sockets += 1;
    return limits;
  }

  release(browser: string): void {
    const limits = this.#limits.get(browser);
    if (!limits) return;
    limits.sockets -= 1;
    if (limits.sockets > 0) return;
    // Not at once: hanging up and coming back must not be a way to a fresh allowance.
    this.#clock.after(REMEMBERED_MS, () => {
      if (limits.sockets === 0 && this.#limits.get(browser) === limits) this.#limits.delete(browser);
    });
  }
}
