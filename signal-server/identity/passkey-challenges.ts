import { PASSKEY_CHALLENGE_MS } from '../../shared/members/limits.ts';
import type { Clock } from '../clock.ts';
import { newToken } from './tokens.ts';

/** So many that a club can sign in at once, and so few that they fit in some megabytes. */
const MOST_CHALLENGES = 10_000;

interface Open {
  readonly purpose: string;
  readonly until: number;
}

/**
 * What passkeys have to sign: each challenge is good once, for one purpose, for 5 minutes. They are kept in memory only: after a
 * restart of the server one begins again.
 */
export class PasskeyChallenges {
  readonly #clock: Clock;
  /** In the order in which they were issued, and so in which they end. */
  readonly #open = new Map<string, Open>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new one. Beyond the bound, the oldest makes room. */
  issue(purpose: string): string {
    const now = this.#clock.now();
    for (const [challenge, { until }] of this.#open) {
      if (until > now && this.#open.size < MOST_CHALLENGES) break;
      this.#open.delete(challenge);
    }
    const challenge = newToken();
    this.#open.set(challenge, { purpose, until: now + PASSKEY_CHALLENGE_MS });
    return challenge;
  }

  /** Whether this one was issued for this purpose and is still open; from now on it is not. */
  take(challenge: string, purpose: string): boolean {
    const open = this.#open.get(challenge);
    this.#open.delete(challenge);
    return open !== undefined && open.purpose === purpose && open.until > this.#clock.now();
  }
}
