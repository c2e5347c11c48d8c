import type {
  Door,
  HandsPolicy,
  InvitedPeople,
  Listener,
  PageIdentity,
  ParticipantId,
  Person,
  PersonId,
  StagePerson,
} from './state.ts';

/** How somebody's presence ended. */
export type Departure = 'left' | 'timed-out' | 'removed';

interface Happened {
  /** Server milliseconds since 1970. */
  readonly at: number;
}
interface Concerns extends Happened {
  readonly who: ParticipantId;
}
/** `by` is the moderator who did it; null where the rules of the room did. */
interface DoneBy extends Happened {
  readonly by: ParticipantId | null;
}

/** What everyone in the room is told at once, with sequence numbers that have no gaps. */
export type StageEvent =
  | (Happened & { readonly type: 'opened' })
  | (DoneBy & { readonly type: 'closed' })
  | (DoneBy & { readonly type: 'retitled'; readonly title: string })
  | (DoneBy & { readonly type: 'lock-changed'; readonly locked: boolean })
  | (DoneBy & { readonly type: 'hands-changed'; readonly hands: HandsPolicy })
  | (DoneBy & { readonly type: 'door-changed'; readonly door: Door })
  | (DoneBy & { readonly type: 'came-on-stage'; readonly person: StagePerson })
  | (Concerns & DoneBy & { readonly type: 'left-stage'; readonly departure: Departure })
  | (Concerns & DoneBy & { readonly type: 'moved-to-audience' })
  | (Concerns & DoneBy & { readonly type: 'muted' })
  | (Concerns & { readonly type: 'unmuted' })
  | (Concerns & DoneBy & { readonly type: 'became-moderator' })
  | (Concerns & DoneBy & { readonly type: 'ceased-moderating' })
  | (Concerns & { readonly type: 'stage-away' })
  | (Concerns & PageIdentity & { readonly type: 'stage-back'; readonly muted: boolean })
  /** Somebody on stage came back under another name or picture. */
  | (Concerns & { readonly type: 'stage-introduced'; readonly person: Person });

/** What concerns the audience or the door: the room hears of it in digests or not at all, the person concerned at once. */
export type AudienceEvent =
  | (Happened & { readonly type: 'entered'; readonly listener: Listener })
  | (Concerns & DoneBy & { readonly type: 'left-audience'; readonly departure: Departure })
  | (Concerns & { readonly type: 'hand-raised' })
  | (Concerns & DoneBy & { readonly type: 'hand-lowered' })
  | (Concerns & DoneBy & { readonly type: 'invited-on-stage' })
  | (Concerns & { readonly type: 'invitation-declined' })
  | (Concerns & DoneBy & { readonly type: 'asked-to-unmute' })
  | (Concerns & { readonly type: 'away' })
  | (Concerns & PageIdentity & { readonly type: 'back' })
  | (Concerns & { readonly type: 'introduced'; readonly person: Person })
  | (Concerns & { readonly type: 'recognised'; readonly keys: readonly string[] })
  | (DoneBy & { readonly type: 'kept-out'; readonly keys: readonly string[] })
  | (DoneBy & { readonly type: 'invited-changed'; readonly invited: InvitedPeople })
  | (DoneBy & { readonly type: 'let-in'; readonly personId: PersonId })
  /** Somebody has erased their account: whatever goes by these keys is named no more. */
  | (Happened & { readonly type: 'forgotten'; readonly keys: readonly string[] });

export type RoomEvent = StageEvent | AudienceEvent;

const stageEventTypes: Record<StageEvent['type'], true> = {
  opened: true,
  closed: true,
  retitled: true,
  'lock-changed': true,
  'hands-changed': true,
  'door-changed': true,
  'came-on-stage': true,
  'left-stage': true,
  'moved-to-audience': true,
  muted: true,
  unmuted: true,
  'became-moderator': true,
  'ceased-moderating': true,
  'stage-away': true,
  'stage-back': true,
  'stage-introduced': true,
};

export function isStageEvent(event: RoomEvent): event is StageEvent {
  return Object.hasOwn(stageEventTypes, event.type);
}
