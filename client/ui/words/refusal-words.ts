import { msg } from '@lit/localize';
import type { RefusalReason } from '../../../shared/room/refusals.ts';

/** What happened and what to do next, for every reason why the server may say no. */
export function refusalWords(reason: RefusalReason): string {
  return words[reason]();
}

const words: Record<RefusalReason, () => string> = {
  'not-allowed': () => msg('Only moderators can do that.'),
  'no-such-person': () => msg('That person is not in the room any more.'),
  'not-on-stage': () => msg('That person is not on stage any more.'),
  'owner-protected': () => msg('This is the owner’s room: that cannot be done to the owner.'),
  'members-only': () => msg('That is for members of this server only.'),
  'hands-closed': () => msg('Hands are closed at the moment.'),
  'not-invited': () => msg('The invitation to the stage is gone. You can raise your hand.'),
  'last-moderator': () => msg('You are the only moderator. Make somebody else a moderator first.'),
  'stage-full': () => msg('The stage is full. Somebody has to move to the audience first.'),
  'already-so': () => msg('Somebody was quicker: that is done already.'),
  'room-full': () => msg('The room is full. Try again in a while.'),
  'room-closed': () => msg('The room is closed. Its owner can open it again.'),
  'room-locked': () => msg('The room is locked: nobody new can come in right now.'),
  'kept-out': () => msg('You were removed from this room and cannot come back.'),
  'taken-over': () => msg('You went on in another tab.'),
  'no-such-room': () => msg('There is no such room. Ask for the link again.'),
  'not-in-room': () => msg('You are not in the room any more. Join again.'),
  'not-signed-in': () => msg('You are not signed in. Load the page again.'),
  'not-linked': () => msg('The connection to that person is gone.'),
  malformed: () => msg('The server did not understand that. Load the page again.'),
  'too-large': () => msg('That is too long.'),
  'too-frequent': () => msg('That was a bit quick. Wait a moment and try again.'),
  'foreign-origin': () => msg('This address is not one the server knows as its own. Ask whoever runs it.'),
  'wrong-version': () => msg('Parley was updated. Load the page again.'),
  'link-spent': () => msg('This link was used already.'),
  unavailable: () => msg('The server is not reachable. Check your connection and try again.'),
};
