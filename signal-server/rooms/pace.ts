import type { Clock } from '../clock.ts';

/** Does something at most once in an interval: at once after a quiet time, else when the interval is over. */
export class Pace {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #act: () => boolean;
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  /** `act` says whether there was anything to do: if not, the interval does not begin. */
  constructor(clock: Clock, intervalMs: number, act: () => boolean) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#act = act;
  }

  request(): void {
    if (this.#cancel) return;
    const wait = this.#lastAt + this.#intervalMs - this.#clock.now();
    if (wait <= 0) this.now();
    else this.#cancel = this.#clock.after(wait, () => this.now());
  }

  /** Does it whatever the time. */
  now(): void {
    this.stop();
    if (this.#act()) this.#lastAt = this.#clock.now();
  }

  /** Calls off what was put off. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
