import type { InviteEnd } from '../../shared/invites/policy.ts';
import type { InviteBook, InviteGlance } from '../../shared/protocol/members.ts';
import type { PersonId, RoomId } from '../../shared/room/state.ts';
import type { MemberSignIn } from './store.ts';

export interface IssuedInvite {
  readonly id: string;
  readonly inviterId: PersonId;
  readonly friendName: string;
  /** SHA-256 of the link's token. */
  readonly tokenHash: string;
  /** HMAC-SHA-256 of the number, under a key that the store does not have. */
  readonly phoneHash: string;
  readonly at: number;
  readonly expiresAt: number;
  /** Made on the server's machine: it costs its inviter nothing, and nothing comes back when it ends. */
  readonly extra: boolean;
}

/** What somebody shows who wants to redeem an invite. */
export interface Claim {
  readonly tokenHash: string;
  readonly phoneHash: string;
  readonly at: number;
}

export interface InviteRedemption extends MemberSignIn {
  readonly phoneHash: string;
  readonly inviteTokenHash: string;
}

/** Why an invite is of no use; `link-spent` for a link that never was, or that ended long ago. */
export type InviteFault = InviteEnd | 'link-spent';

/** Why a claim fails. A wrong number is counted, and at the fifth it is `invite-locked`. */
export type ClaimFault = InviteFault | 'wrong-number';

/** The invites, by the rules of shared/invites/policy.ts. Every method that is told the time first ends those whose time is over. */
export interface InviteStore {
  /** False, and no invite, for a member who has none left. */
  issue(invite: IssuedInvite): Promise<boolean>;
  /** The newest first. */
  of(inviter: PersonId, at: number): Promise<InviteBook>;
  /** Ends a waiting invite of this inviter, who gets it back. */
  withdraw(inviter: PersonId, id: string, at: number): Promise<InviteFault | undefined>;
  /** What an invite says to whoever has its link. */
  glance(tokenHash: string, at: number): Promise<InviteGlance | InviteFault>;
  /** Undefined if link and number belong together. */
  check(claim: Claim): Promise<ClaimFault | undefined>;
  /** Spends the invite and makes its member, who follows the inviter and is followed by nobody: all of it or nothing. */
  redeem(redemption: InviteRedemption): Promise<ClaimFault | 'handle-taken' | undefined>;
  /** A member has taken part in a room, which may bring them an invite. Nobody waits for it: others' writes go first. */
  noteUse(member: PersonId, room: RoomId): Promise<void>;
  /** Ends what is over, and forgets what ended before `notSince` without being redeemed. */
  settle(at: number, notSince: number): Promise<void>;
}
