/** Why the server said no: a closed set, so that every reason has its words on the page. */
export const refusalReasons = [
  // the rules of the room
  'not-allowed',
  'no-such-person',
  'not-on-stage',
  'owner-protected',
  'members-only',
  'hands-closed',
  'not-invited',
  'last-moderator',
  'stage-full',
  'already-so',
  // at the door
  'room-full',
  'room-closed',
  'room-locked',
  'kept-out',
  'taken-over',
  // at the edge
  'no-such-room',
  'not-in-room',
  'not-signed-in',
  'not-linked',
  'malformed',
  'too-large',
  'too-frequent',
  'foreign-origin',
  'wrong-version',
  'link-spent',
  'unavailable',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];
