/** Counts what comes, and forgets it at a steady pace: tells a lot at once, or too much for too long, from a little now and then. */
export class LeakyBucket {
  readonly #size: number;
  readonly #perSecond: number;
  #level = 0;
  #at: number | undefined;

  constructor(size: number, perSecond: number) {
    this.#size = size;
    this.#perSecond = perSecond;
  }

  /** Whether there is too much in it; at `now` (ms of any steady clock). */
  isFull(now: number): boolean {
    this.#leak(now);
    return this.#level >= this.#size;
  }

  /** What does not fit is forgotten at once. */
  add(amount: number, now: number): void {
    this.#leak(now);
    this.#level = Math.min(this.#size, this.#level + amount);
  }

  #leak(now: number): void {
    const passed = now - (this.#at ?? now);
    this.#at = now;
    this.#level = Math.max(0, this.#level - (passed * this.#perSecond) / 1_000);
  }
}
