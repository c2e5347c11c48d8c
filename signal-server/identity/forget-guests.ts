import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const FORGOTTEN_AFTER_MS = 30 * DAY_MS;

interface ForgettingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Forgets, now and once a day, the guests who have not come for 30 days. Returns the way to stop, which waits for what is under way. */
export function forgetGuestsDaily({ store, clock, log }: ForgettingParts): () => Promise<void> {
  const stopping = new AbortController();
  let cancel = (): void => undefined;
  let working = Promise.resolve();

  async function forget(): Promise<void> {
    try {
      const notSince = clock.now() - FORGOTTEN_AFTER_MS;
      while (!stopping.signal.aborted && (await store.forgetGuests(notSince))) await nextTurn();
    } catch (error) {
      log.warn({ err: error }, 'guests who have gone could not be forgotten');
    }
  }

  function begin(): void {
    working = forget();
    cancel = clock.after(DAY_MS, begin);
  }

  begin();
  return () => {
    stopping.abort();
    cancel();
    return working;
  };
}
