import { msg, str } from '@lit/localize';
import { INVITE_DAYS } from '../../../shared/invites/policy.ts';

/** One kind of thing that is stored: what it is, what it is for, and how long it stays. */
export interface KeptThing {
  readonly what: string;
  readonly why: string;
  readonly until: string;
}

/** All that the server stores about people (docs/protocol.md and the store's tables), in the order in which one meets it. */
export function keptThings(): readonly KeptThing[] {
  return [guests(), members(), invites(), bonds(), devices(), rooms()];
}

function guests(): KeptThing {
  return {
    what: msg('Guests: a name and a cookie'),
    why: msg(
      'So that you are still yourself when your connection drops, and so that whoever was removed from a room stays out. Of the cookie only a fingerprint is stored.',
    ),
    until: msg('Forgotten after 30 days without a visit.'),
  };
}

function members(): KeptThing {
  return {
    what: msg('Members: handle, name, picture, what they say of themselves, who invited them and when'),
    why: msg(
      'Members see it; in a room, everybody there sees name and picture. The rest of it you write only if you like.',
    ),
    until: msg('Until you change it or erase your account.'),
  };
}

function invites(): KeptThing {
  return {
    what: msg('Invites: the friend’s name and phone number'),
    why: msg(
      'The number proves that it is the friend who comes. It is stored as a code that cannot be turned back into a number without a key that lies outside the database, and nothing is sent to it by the server.',
    ),
    until: msg(
      str`The number goes when the invite is used or ends, after ${INVITE_DAYS} days at the latest; the name when it is used, else when the inviter leaves.`,
    ),
  };
}

function bonds(): KeptThing {
  return {
    what: msg('Whom you follow, and whom you have blocked'),
    why: msg('Members see who follows whom. Nobody but you sees whom you have blocked.'),
    until: msg('Until you change your mind.'),
  };
}

function devices(): KeptThing {
  return {
    what: msg('Your devices and passkeys'),
    why: msg(
      'Browser, system and the day of the last visit, so that you recognise a stranger among them. Of a passkey only the public half is here, which is no secret.',
    ),
    until: msg(
      'Until you sign out or remove them; a device that has not come for a year is signed out by itself. Then only the fingerprint of its cookie stays, so that whoever was removed from a room stays out, until you erase your account.',
    ),
  };
}

function rooms(): KeptThing {
  return {
    what: msg('Rooms: title, owner, door, and while they are live who is in them and in which role'),
    why: msg(
      'So that the conversation survives a restart of the server. Who used a room is counted for new invites. Nothing of what is said is stored.',
    ),
    until: msg(
      'Who was there is forgotten after the room closes; who was removed stays noted, to be kept out. The room stays until its owner erases their account.',
    ),
  };
}
