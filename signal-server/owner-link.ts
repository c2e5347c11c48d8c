import { hashToken, newToken } from './identity/tokens.ts';
import type { Store } from './store/store.ts';

/** A fresh token for the one-time link of the first member, which replaces the former; undefined once there is a member. */
export async function offerOwnerToken(store: Store, now: number): Promise<string | undefined> {
  const token = newToken();
  return (await store.offerOwnerTicket(hashToken(token), now)) ? token : undefined;
}

/** The token is after the #, so that it is in no request and in no log. */
export function ownerLink(address: string, token: string): string {
  return `${address}/owner#${token}`;
}
