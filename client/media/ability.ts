import { type CarryObstacle, carryObstacle } from './carry-obstacle.ts';
import { type CarriedLink, type Carrying, carrying, NOTHING_CARRIED } from './carrying.ts';

export interface AbilityOptions {
  /** Calls about every 50 ms, also in a hidden page; returns how to stop (`FrameRouter.onTick`). */
  readonly onTick: (listener: () => void) => () => void;
  /** Whether the person lets this browser carry others. Asked again and again. */
  readonly wish: () => boolean;
  /** The children that hear the room from here now, and how late the worker was since this was last asked. */
  readonly measure: () => Promise<{ readonly links: readonly CarriedLink[]; readonly workerLagMs: number }>;
  /** This many children from now on. Not more often than every three seconds. */
  readonly changed: (children: number) => void;
  readonly obstacle?: () => Promise<CarryObstacle | null>;
}

const TICK_MS = 50;
const LOOK_EVERY_MS = 3_000;

/** Knows how many children this page can carry: what its device allows, its person wishes and its measurements show. */
export class Ability {
  readonly #options: AbilityOptions;
  readonly #stop: () => void;
  #carrying: Carrying = NOTHING_CARRIED;
  #children = 0;
  #tickedAt = performance.now();
  #lookedAt = performance.now();
  #pageLagMs = 0;
  #looking = false;
  #closed = false;

  constructor(options: AbilityOptions) {
    this.#options = options;
    this.#stop = options.onTick(() => this.#tick());
    void this.#look();
  }

  /** 0 until the device has been looked at, a moment after the page began. */
  get children(): number {
    return this.#children;
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #tick(): void {
    const now = performance.now();
    this.#pageLagMs = Math.max(this.#pageLagMs, now - this.#tickedAt - TICK_MS);
    this.#tickedAt = now;
    if (now - this.#lookedAt >= LOOK_EVERY_MS) void this.#look();
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    // Whatever cannot be measured leaves things as they are, until the next look.
    await this.#conclude().catch(() => {});
    this.#looking = false;
  }

  async #conclude(): Promise<void> {
    const { wish, obstacle = carryObstacle } = this.#options;
    const now = performance.now();
    const elapsedMs = now - this.#lookedAt;
    const pageLagMs = this.#pageLagMs;
    this.#lookedAt = now;
    this.#pageLagMs = 0;
    const able = wish() && (await obstacle()) === null;
    if (able) {
      const { links, workerLagMs } = await this.#options.measure();
      this.#carrying = carrying(this.#carrying, { elapsedMs, links, workerLagMs, pageLagMs });
    }
    this.#tell(able ? this.#carrying.room : 0);
  }

  #tell(children: number): void {
    if (this.#closed || children === this.#children) return;
    this.#children = children;
    this.#options.changed(children);
  }
}
