import type { InviteState } from '../protocol/members.ts';
import type { RoomId } from '../room/state.ts';

/** How many invites a member has, how more come, and how one ends (product.md, "Invitations"). */

export const FIRST_INVITES = 2;
export const MOST_INVITES = 5;
/** Every so many rooms bring one more. */
export const ROOMS_PER_INVITE = 3;
/** Who only listened must have stayed this long for a room to count. */
export const LISTENED_MS = 10 * 60_000;
export const WRONG_NUMBERS = 5;
export const INVITE_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What a member has in invites. Those made on the server's machine are not counted in it. */
export interface InviteQuota {
  /** How many they may still make. */
  readonly left: number;
  /** How many are made, and neither redeemed nor ended: each may come back. */
  readonly waiting: number;
  /** The rooms that count towards the next one. */
  readonly rooms: readonly RoomId[];
}

export function mayIssue({ left }: InviteQuota): boolean {
  return left > 0;
}

export function afterIssue(quota: InviteQuota): InviteQuota {
  return { ...quota, left: quota.left - 1, waiting: quota.waiting + 1 };
}

export function afterRedemption(quota: InviteQuota): InviteQuota {
  return { ...quota, waiting: quota.waiting - 1 };
}

/** After an invite has expired, was withdrawn or locked. */
export function afterReturn(quota: InviteQuota): InviteQuota {
  return { ...quota, left: quota.left + 1, waiting: quota.waiting - 1 };
}

/** After taking part in a room. The same room counts once for each invite; with all that there can be, none counts. */
export function afterUse(quota: InviteQuota, room: RoomId): InviteQuota {
  if (isFull(quota) || quota.rooms.includes(room)) return quota;
  const rooms = [...quota.rooms, room];
  return rooms.length < ROOMS_PER_INVITE
    ? { ...quota, rooms }
    : { ...quota, rooms: [], left: quota.left + 1 };
}

/** After how many further rooms there will be one more; null with all that there can be. */
export function roomsToNext(quota: InviteQuota): number | null {
  return isFull(quota) ? null : ROOMS_PER_INVITE - quota.rooms.length;
}

export function expiryOf(issuedAt: number): number {
  return issuedAt + INVITE_DAYS * DAY_MS;
}

/** Why an invite is of no use any more. */
export type InviteEnd = `invite-${Exclude<InviteState, 'waiting'>}`;

/** Undefined while it waits. */
export function endOf(state: InviteState): InviteEnd | undefined {
  return state === 'waiting' ? undefined : `invite-${state}`;
}

export type ClaimOutcome =
  | { readonly type: 'fits' }
  | { readonly type: 'ended'; readonly end: InviteEnd }
  | { readonly type: 'wrong-number'; readonly wrongNumbers: number; readonly locks: boolean };

/** What comes of it when somebody has the link of an invite and names a number, which fits or does not. */
export function claim(
  { state, wrongNumbers: before }: { readonly state: InviteState; readonly wrongNumbers: number },
  fits: boolean,
): ClaimOutcome {
  const end = endOf(state);
  if (end) return { type: 'ended', end };
  if (fits) return { type: 'fits' };
  const wrongNumbers = before + 1;
  return { type: 'wrong-number', wrongNumbers, locks: wrongNumbers >= WRONG_NUMBERS };
}

function isFull({ left, waiting }: InviteQuota): boolean {
  return left + waiting >= MOST_INVITES;
}
