import { msg, str } from '@lit/localize';
import type { Preview } from '../../../shared/protocol/messages.ts';

/** That a room is closed, and who can open it again. */
export function closedWords({ yours, ownerName }: Preview): string {
  return yours
    ? msg('This is your room. Open it again, and everybody who has the link can come back.')
    : msg(str`This room is closed. ${ownerName}, who owns it, can open it again; its link stays the same.`);
}
