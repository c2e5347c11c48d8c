/** From this level on somebody talks: -40 dBov. */
const SPEECH = 0.01;
/** After so long a quiet time, talking begins anew. */
const PAUSE_MS = 300;

/** What came of a source since it was last looked at. */
export interface Sounding {
  readonly level: number;
  readonly agoMs: number;
}

/** How loud a source is, from the levels its frames carry. */
export class VoiceLevel {
  #loudest: number | undefined;
  #notedAt = -Infinity;
  #spokeAt = -Infinity;

  /** Notes a frame's level; true when somebody begins to talk with it. */
  note(level: number, now: number): boolean {
    this.#loudest = Math.max(level, this.#loudest ?? 0);
    this.#notedAt = now;
    if (level < SPEECH) return false;
    const begins = now - this.#spokeAt > PAUSE_MS;
    this.#spokeAt = now;
    return begins;
  }

  /** The loudest level since the last time, 0 to 1, and how long ago the newest frame came; undefined where none did. */
  take(now: number): Sounding | undefined {
    const level = this.#loudest;
    this.#loudest = undefined;
    return level === undefined ? undefined : { level, agoMs: now - this.#notedAt };
  }
}
