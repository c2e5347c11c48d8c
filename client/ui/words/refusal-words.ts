import { msg } from '@lit/localize';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { missingPartWords } from './missing-part-words.ts';

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
  'invited-only': () => msg('This room is for people whom its owner has invited.'),
  'not-welcome': () => msg('You cannot enter this room.'),
  'turned-away': () => msg('The moderators did not let you in this time.'),
  'no-such-room': () => msg('There is no such room. Ask for the link again.'),
  'not-in-room': () => msg('You are not in the room any more. Join again.'),
  'not-signed-in': () => msg('You are not signed in. Load the page again.'),
  'not-linked': () => msg('The connection to that person is gone.'),
  malformed: () => msg('The server did not understand that. Load the page again.'),
  'too-large': () => msg('That is too long.'),
  'too-frequent': () => msg('That was a bit quick. Wait a moment and try again.'),
  'foreign-origin': () => msg('This address is not one the server knows as its own. Ask whoever runs it.'),
  'wrong-version': () => missingPartWords('outdated'),
  'link-spent': () => msg('This link was used already.'),
  'no-invites-left': () => msg('You have no invites left. More come as you use the rooms.'),
  'invite-redeemed': () => msg('This invitation was used already.'),
  'invite-expired': () => msg('This invitation has expired. Ask for a new one.'),
  'invite-withdrawn': () => msg('This invitation was withdrawn. Ask the one who sent it.'),
  'invite-locked': () =>
    msg('Too many wrong numbers were tried: this invitation is locked. Ask for a new one.'),
  'not-a-number': () =>
    msg('That is not a phone number we know how to read. With +49 or +1 before it, say, it will be clear.'),
  'wrong-number': () => msg('This invitation was made for another number.'),
  'handle-taken': () => msg('Somebody has this handle already. Try another one.'),
  'wrong-handle': () => msg('That is not your handle.'),
  'no-such-member': () => msg('There is no member of that name.'),
  'not-an-image': () => msg('This file is not a picture that we can read. Try a JPEG or a PNG.'),
  'wrong-size': () => msg('The picture does not have the right size. Choose it again.'),
  'passkey-unknown': () => msg('This passkey is not known here. Try another way to sign in.'),
  'no-passkeys-here': () => msg('There are no passkeys at this address: browsers allow them only on HTTPS.'),
  'too-many': () => msg('There are as many as there can be. Remove one first.'),
  unavailable: () => missingPartWords('unreachable'),
};
