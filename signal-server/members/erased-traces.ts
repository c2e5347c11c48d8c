import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

interface TraceParts {
  readonly store: Pick<Store, 'members'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The file is read whole for every attempt, and a disk that is full often stays so for long: from the first of these to the last. */
const FIRST_RETRY_MS = 10_000;
const LAST_RETRY_MS = 60 * 60 * 1_000;

/** What the files still have of people who are erased already: it is overwritten at once, or as soon as the disk has room for it. */
export class ErasedTraces {
  readonly #parts: TraceParts;
  #retryMs = FIRST_RETRY_MS;
  #cancelRetry: (() => void) | undefined;
  #stopped = false;
  #working: Promise<unknown> = Promise.resolve();

  constructor(parts: TraceParts) {
    this.#parts = parts;
  }

  /** True when no byte is left. False when some are, for now: it is tried again and again until the server stops. */
  overwrite(): Promise<boolean> {
    const attempt = this.#attempt();
    this.#working = attempt;
    return attempt;
  }

  /** No more attempts. Resolves when the last one has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRetry?.();
    await this.#working;
  }

  async #attempt(): Promise<boolean> {
    const { store, log } = this.#parts;
    try {
      await store.members.overwriteErased();
    } catch (error) {
      log.warn({ err: error }, 'the files could not be written anew after an erasing: it is tried again');
      this.#retryLater();
      return false;
    }
    this.#cancelRetry?.();
    this.#retryMs = FIRST_RETRY_MS;
    return true;
  }

  #retryLater(): void {
    this.#cancelRetry?.();
    if (this.#stopped) return;
    this.#cancelRetry = this.#parts.clock.after(this.#retryMs, () => void this.overwrite());
    this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS);
  }
}
