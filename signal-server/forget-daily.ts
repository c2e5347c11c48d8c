import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { SESSION_MS } from '../shared/members/limits.ts';
import type { Clock } from './clock.ts';
import type { Store } from './store/store.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const FORGOTTEN_AFTER_MS = 30 * DAY_MS;

interface ForgettingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Forgets, now and once a day, what is kept no longer than 30 days: guests who have not come since, and invites that ended without
 * a member. Links that sign in are forgotten when their time is over, and browsers of members that have not come for a year are
 * signed out. Returns the way to stop, which waits for what is under way.
 */
export function forgetDaily({ store, clock, log }: ForgettingParts): () => Promise<void> {
  const stopping = new AbortController();
  let cancel = (): void => undefined;
  let working = Promise.resolve();

  async function forgetGuests(notSince: number): Promise<void> {
    while (!stopping.signal.aborted && (await store.forgetGuests(notSince))) await nextTurn();
  }

  async function forgetAll(): Promise<void> {
    const now = clock.now();
    const notSince = now - FORGOTTEN_AFTER_MS;
    await forgetGuests(notSince).catch((error: unknown) =>
      log.warn({ err: error }, 'guests who have gone could not be forgotten'),
    );
    if (stopping.signal.aborted) return;
    await store.signIns
      .settle(now, now - SESSION_MS)
      .catch((error: unknown) => log.warn({ err: error }, 'browsers that have gone could not be signed out'));
    await store.invites
      .settle(now, notSince)
      .catch((error: unknown) => log.warn({ err: error }, 'invites that have ended could not be forgotten'));
  }

  function begin(): void {
    working = forgetAll();
    cancel = clock.after(DAY_MS, begin);
  }

  begin();
  return () => {
    stopping.abort();
    cancel();
    return working;
  };
}
