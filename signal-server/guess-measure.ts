import { RateLimiterMemory } from 'rate-limiter-flexible';

/**
 * How often one may fail at one thing. Who succeeds is never measured, so that many who come at once with what is right are
 * not turned away for it.
 */
export class GuessMeasure {
  readonly perSeconds: number;
  readonly #limiter: RateLimiterMemory;

  constructor({ times, perSeconds }: { readonly times: number; readonly perSeconds: number }) {
    this.perSeconds = perSeconds;
    this.#limiter = new RateLimiterMemory({ points: times, duration: perSeconds });
  }

  async isUsedUp(key: string): Promise<boolean> {
    const failures = await this.#limiter.get(key);
    return failures !== null && failures.remainingPoints <= 0;
  }

  async countFailure(key: string): Promise<void> {
    await this.#limiter.penalty(key);
  }
}
