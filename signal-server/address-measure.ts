import { RateLimiterMemory } from 'rate-limiter-flexible';
import { networkOf } from './network-of.ts';

export interface AddressAllowance {
  readonly times: number;
  readonly perSeconds: number;
}

/** How often something may come from one address, of which an IPv6 network is one. A whole house, or a club behind one proxy, may share an address: be generous. */
export class AddressMeasure {
  readonly #limiter: RateLimiterMemory;

  constructor({ times, perSeconds }: AddressAllowance) {
    this.#limiter = new RateLimiterMemory({ points: times, duration: perSeconds });
  }

  /** Counts one, or says that it is one too many. Without an address nothing is measured. */
  async take(address: string | undefined): Promise<boolean> {
    if (address === undefined) return true;
    // With memory as its store, the limiter rejects for one reason only.
    return this.#limiter.consume(networkOf(address)).then(
      () => true,
      () => false,
    );
  }
}
