import type { Door, HandsPolicy, InvitedPeople, ParticipantId, PersonId } from './state.ts';

/** What a participant may ask of the room. `who` may be oneself where the table of permissions says so. */
export type Command =
  | { readonly type: 'raise-hand' }
  | { readonly type: 'lower-hand'; readonly who: ParticipantId }
  | { readonly type: 'bring-on-stage'; readonly who: ParticipantId }
  | { readonly type: 'accept-stage' }
  | { readonly type: 'decline-stage' }
  | { readonly type: 'move-to-audience'; readonly who: ParticipantId }
  | { readonly type: 'mute'; readonly who: ParticipantId }
  | { readonly type: 'unmute' }
  | { readonly type: 'ask-to-unmute'; readonly who: ParticipantId }
  | { readonly type: 'make-moderator'; readonly who: ParticipantId }
  | { readonly type: 'take-back-moderator'; readonly who: ParticipantId }
  | { readonly type: 'remove'; readonly who: ParticipantId }
  | { readonly type: 'lock'; readonly locked: boolean }
  | { readonly type: 'set-hands'; readonly hands: HandsPolicy }
  | { readonly type: 'retitle'; readonly title: string }
  /** Without `invited`, the list stays as it was. */
  | { readonly type: 'set-door'; readonly door: Door; readonly invited?: InvitedPeople }
  /** About somebody who knocks. */
  | { readonly type: 'let-in' | 'turn-away'; readonly personId: PersonId }
  | { readonly type: 'close' };
