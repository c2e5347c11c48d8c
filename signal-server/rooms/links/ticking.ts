import type { Clock } from '../../clock.ts';

/** Calls back after a time, once, and earlier if that is asked for meanwhile. */
export class Ticking {
  readonly #clock: Clock;
  readonly #tick: () => void;
  #next: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(clock: Clock, tick: () => void) {
    this.#clock = clock;
    this.#tick = tick;
  }

  /** At the latest so many milliseconds from now. */
  within(ms: number): void {
    const at = this.#clock.now() + ms;
    if (this.#next && this.#next.at <= at) return;
    this.stop();
    const cancel = this.#clock.after(ms, () => {
      this.#next = undefined;
      this.#tick();
    });
    this.#next = { at, cancel };
  }

  stop(): void {
    this.#next?.cancel();
    this.#next = undefined;
  }
}
