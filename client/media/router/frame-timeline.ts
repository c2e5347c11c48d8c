import { SAMPLES_PER_MS } from './frame.ts';

/** Where a frame belongs in what a sink sends. */
export interface FramePlace {
  readonly timestamp: number;
  /** Samples since the sink began to send this source. */
  readonly age: number;
}

/** The latest frame so far: when it came, its own timestamp, and how many samples after the first one of its stretch. */
interface Latest {
  readonly at: number;
  readonly timestamp: number;
  readonly age: number;
}

/** At least this lies between two sources: one frame of 20 ms. */
const SHORTEST_STEP = 20 * SAMPLES_PER_MS;
/** Further ahead a timestamp would be taken for one that went back. */
const LONGEST_STEP = 2 ** 30;
/** A source whose timestamps and clock differ by more has begun anew: its encoder is another one, or stood still. */
const LEAP_MS = 2_000;

/**
 * The RTP timestamps of one sink. Each source counts from a number of its own; the receiver has to see one clock that goes on as the
 * time does, whichever source is sent, or it would throw frames away as being late.
 */
export class FrameTimeline {
  /** The timestamp that the current stretch of one source began with. */
  #start = 0;
  #latest: Latest | undefined;
  #cut = true;

  /** What comes next is of another source, or of the same one after a pause. */
  cut(): void {
    this.#cut = true;
  }

  /** The place of a frame that came at `now` (ms). Undefined for one that is older than the stretch: it was on its way when that began. */
  place(timestamp: number, now: number): FramePlace | undefined {
    const step = this.#latest ? difference(timestamp, this.#latest.timestamp) : 0;
    if (this.#cut || this.#leaps(step, now)) return this.#begin(timestamp, now);
    const age = (this.#latest?.age ?? 0) + step;
    // The network changes the order of packets; the receiver puts it right.
    if (step > 0) this.#latest = { at: now, timestamp, age };
    return age < 0 ? undefined : { timestamp: (this.#start + age) >>> 0, age };
  }

  #leaps(step: number, now: number): boolean {
    const elapsed = now - (this.#latest?.at ?? now);
    return Math.abs(step / SAMPLES_PER_MS - elapsed) > LEAP_MS;
  }

  #begin(timestamp: number, now: number): FramePlace {
    const { age = 0, at = now } = this.#latest ?? {};
    const elapsed = Math.round((now - at) * SAMPLES_PER_MS);
    const step = Math.min(LONGEST_STEP, Math.max(SHORTEST_STEP, elapsed));
    this.#start = this.#latest ? (this.#start + age + step) >>> 0 : timestamp;
    this.#latest = { at: now, timestamp, age: 0 };
    this.#cut = false;
    return { timestamp: this.#start, age: 0 };
  }
}

/** From one timestamp to another, the shorter way round. */
function difference(to: number, from: number): number {
  return (to - from) | 0;
}
