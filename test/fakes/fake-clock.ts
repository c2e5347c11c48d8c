import type { Clock } from '../../signal-server/clock.ts';

/** Stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now: number;
  #alarms: { readonly at: number; readonly callback: () => void }[] = [];

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const alarm = { at: this.#now + ms, callback };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((one) => one !== alarm);
    };
  }

  /** How many alarms are set. */
  get waiting(): number {
    return this.#alarms.length;
  }

  /** Lets time pass, ringing every alarm at its time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      this.#alarms = this.#alarms.filter((one) => one !== next);
      next.callback();
    }
    this.#now = end;
  }

  #next(end: number) {
    return this.#alarms.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
