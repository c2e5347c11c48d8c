import { msg } from '@lit/localize';
import type { PasskeyTrouble } from '../../session/passkeys.ts';

/** Why there is no passkey, and what to do next. */
export function passkeyTroubleWords(trouble: PasskeyTrouble): string {
  switch (trouble) {
    case 'cancelled':
      return msg('That was stopped, or took too long. You can try it again.');
    case 'already-there':
      return msg('This device has a passkey for you already.');
    case 'impossible':
      return msg('This browser could not do that. Try another browser, or another device.');
  }
}
