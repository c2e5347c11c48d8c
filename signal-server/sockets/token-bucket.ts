/** How much of something one may do: `perSecond` in the long run, `burst` at once. */
export interface Allowance {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Counts what is done against an allowance. Synchronous, so that messages keep their order, and two numbers large,
 * because there are several for each socket. It keeps what was taken, not what is left: so an allowance that grows is there at once.
 */
export class TokenBucket {
  #taken = 0;
  #at: number;

  constructor(now: number) {
    this.#at = now;
  }

  /** Takes one, or says that there is none left. */
  take({ perSecond, burst }: Allowance, now: number): boolean {
    // A clock that is set back takes nothing away.
    const passed = Math.max(0, now - this.#at) / 1_000;
    this.#at = now;
    this.#taken = Math.max(0, this.#taken - passed * perSecond);
    if (this.#taken + 1 > burst) return false;
    this.#taken += 1;
    return true;
  }
}
