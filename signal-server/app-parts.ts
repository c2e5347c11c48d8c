import type { Logger } from 'pino';
import type { AddressAllowance } from './address-measure.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Store } from './store/store.ts';

/** What a server is put together from. */
export interface AppParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: Pick<Config, 'publicUrl' | 'trustedProxies' | 'turn'>;
  /** The folder of the built client. */
  readonly clientDir: string;
  readonly newId: () => string;
  /** Under which phone numbers are hashed; not in the store. */
  readonly phoneKey: Uint8Array;
  /** The measures by address: any text of the right length is a cookie, so that those by browser do not bound a machine. */
  readonly perAddress?: { readonly handshakes: AddressAllowance; readonly newGuests: AddressAllowance };
}
