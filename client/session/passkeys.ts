import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { PasskeyCard } from '../../shared/protocol/members.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import type { MembersApi } from './members-api.ts';
import type { SessionInfo } from './room-state.ts';

/**
 * Why the browser gives no passkey: the person did not want to (or let the time pass, or has none here); their device has one for
 * this account already; or neither browser nor device can.
 */
export type PasskeyTrouble = 'cancelled' | 'already-there' | 'impossible';

/** Whether this browser knows passkeys at all; whether the address may have them, the session says (`SessionInfo.passkeys`). */
export function browserHasPasskeys(): boolean {
  return browserSupportsWebAuthn();
}

/** Has the browser make a passkey, and adds it to the account. Must follow a press: browsers want one. */
export async function addPasskey(
  api: Pick<MembersApi, 'beginPasskey' | 'addPasskey'>,
): Promise<Answer<PasskeyCard> | PasskeyTrouble> {
  const begun = await api.beginPasskey();
  if (!begun.ok) return begun;
  const made = await orTrouble(startRegistration({ optionsJSON: begun.value }));
  return typeof made === 'string' ? made : api.addPasskey(made);
}

/** Signs in with whichever passkey the person chooses in the browser's dialog. Must follow a press. */
export async function signInWithPasskey(
  api: Pick<MembersApi, 'beginPasskeySignIn' | 'signInWithPasskey'>,
): Promise<Answer<SessionInfo> | PasskeyTrouble> {
  const begun = await api.beginPasskeySignIn();
  if (!begun.ok) return begun;
  const shown = await orTrouble(startAuthentication({ optionsJSON: begun.value }));
  return typeof shown === 'string' ? shown : api.signInWithPasskey(shown);
}

/** The names under which browsers report what went wrong (WebAuthn level 3, 5.1.3 and 5.1.4). */
async function orTrouble<Value extends object>(asked: Promise<Value>): Promise<Value | PasskeyTrouble> {
  try {
    return await asked;
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled';
    return name === 'InvalidStateError' ? 'already-there' : 'impossible';
  }
}
