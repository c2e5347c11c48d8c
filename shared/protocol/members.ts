import type { PersonId } from '../room/state.ts';

/** What the page and the server tell each other over HTTP about members. docs/protocol.md says what follows from each. */

/** A member as lists show them. */
export interface MemberCard {
  readonly personId: PersonId;
  readonly handle: string;
  readonly name: string;
  /** The name of the picture in `/pictures`, or null where a generated one stands for it. */
  readonly picture: string | null;
}

/** What a member says of themselves. */
export interface ProfileText {
  readonly handle: string;
  readonly name: string;
  /** A few lines, at most 300 characters. */
  readonly about: string;
  /** As `readElsewhere` keeps it; '' for none. */
  readonly instagram: string;
  readonly linkedin: string;
}

export interface Profile extends MemberCard, ProfileText {
  readonly joinedAt: number;
  /** Null for the owner of the server, and where the inviter has left. */
  readonly invitedBy: MemberCard | null;
  readonly followers: number;
  readonly following: number;
  /** Whether it is one's own. */
  readonly you: boolean;
  /** Whether the one who asks follows them, is followed by them, has blocked them. */
  readonly followed: boolean;
  readonly followsYou: boolean;
  readonly blocked: boolean;
}

export type InviteState = 'waiting' | 'redeemed' | 'expired' | 'withdrawn' | 'locked';

export interface InviteCard {
  readonly id: string;
  /** '' once redeemed: then the member stands for it. */
  readonly friendName: string;
  readonly state: InviteState;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
  /** Null while nobody has redeemed it, and where that member has left or has blocked the inviter. */
  readonly redeemedBy: MemberCard | null;
}

/** A member's invites. */
export interface InviteBook {
  /** How many one may make now. */
  readonly left: number;
  /** After how many further rooms there will be one more; null when one has as many as there can be. */
  readonly roomsToNext: number | null;
  /** The newest first. */
  readonly invites: readonly InviteCard[];
}

/** A phone number in the ways it is written. */
export interface PhoneNumber {
  /** E.164: `+4915123456789`. */
  readonly international: string;
  /** As it is written in its country: `0151 23456789`. */
  readonly national: string;
  /** ISO 3166-1: `DE`; null for numbers of no country. */
  readonly country: string | null;
}

/** What one gets for a new invite, once: neither token nor number can be had again. */
export interface NewInvite {
  readonly invite: InviteCard;
  readonly token: string;
  readonly phone: PhoneNumber;
}

/** What an invited friend sees first. */
export interface InviteGlance {
  readonly invitedBy: MemberCard;
  readonly friendName: string;
}

/** A browser in which one is signed in. */
export interface SignedInDevice {
  readonly id: string;
  /** Browser and system (“Firefox on Linux”); '' where it said nothing. */
  readonly description: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
  readonly signedInAt: number;
  /** To the day. */
  readonly visitedAt: number;
}

export interface PasskeyCard {
  readonly id: string;
  readonly description: string;
  readonly createdAt: number;
  readonly usedAt: number | null;
}

/** An account is gone, for good. */
export interface Erased {
  /** Whether the server's files still have bytes of it, because there is no room to write them anew: they go when there is. */
  readonly tracesRemain: boolean;
}

/** A link that signs in once. */
export interface OneTimeLink {
  readonly token: string;
  readonly expiresAt: number;
}
