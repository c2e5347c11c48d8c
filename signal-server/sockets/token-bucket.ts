/** How much of something one may do: `perSecond` in the long run, `burst` at once. */
export interface Allowance {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Counts what is done against an allowance. Synchronous, so that messages keep their order, and two numbers large,
 * because there are several for each socket.
 */
export class TokenBucket {
  #left: number;
  #at: number;

  constructor({ burst }: Allowance, now: number) {
    this.#left = burst;
    this.#at = now;
  }

  /** Takes one, or says that there is none left. */
  take({ perSecond, burst }: Allowance, now: number): boolean {
    // A clock that is set back takes nothing away.
    const passed = Math.max(0, now - this.#at) / 1_000;
    this.#at = now;
    this.#left = Math.min(burst, this.#left + passed * perSecond);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
