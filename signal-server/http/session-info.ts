import type { IncomingMessage } from 'node:http';
import type { Person } from '../../shared/room/state.ts';
import { passkeySite } from '../identity/passkey-site.ts';

/** Who a browser is to the server, as every route says it that changes that. */
export interface SessionInfo {
  readonly person: Person | null;
  readonly mayOpenRooms: boolean;
  /** Whether the address at which the page is can have passkeys. */
  readonly passkeys: boolean;
}

export type TellSession = (request: IncomingMessage, person: Person | null) => SessionInfo;

export function sessionTeller(publicUrl: string | undefined): TellSession {
  return ({ headers }, person) => ({
    person,
    mayOpenRooms: person?.kind === 'member',
    passkeys: passkeySite(publicUrl, headers.host) !== undefined,
  });
}
