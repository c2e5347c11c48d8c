import type { Participant, ParticipantId } from '../room/state.ts';

/** What a link is for, as one of its two sides sees it. */
export type LinkKind =
  /** Each hears the other: both are on stage, or one is a listener who is linked to everyone there. */
  | 'stage'
  /** From the peer one hears the room. */
  | 'parent'
  /** Linked already, and silent until one asks: takes over at once when the parent is lost. */
  | 'standby'
  /** Was the parent or the standby, and stays until the new one had time to be linked. */
  | 'former'
  /** The peer hears the room from here. */
  | 'child'
  /** One is the peer's standby (or was its parent): it may ask for the audio at any moment. */
  | 'ward';

/** The two ends of a link. Two participants may have one link of each side at once: each can be the other's standby. */
export type LinkSide = 'stage' | 'up' | 'down';

/** One link that a participant should have. */
export interface LinkPlan {
  readonly peer: ParticipantId;
  readonly kind: LinkKind;
  /** The certificate the peer announced: a link to anyone else is refused. */
  readonly fingerprint: string;
  /** Whether this side makes the offers. Exactly one side of a link does; between parent and child it is the child. */
  readonly initiator: boolean;
}

type Planned = Pick<Participant, 'id' | 'role' | 'fingerprint' | 'enteredAt'>;

export function sideOf(kind: LinkKind): LinkSide {
  if (kind === 'stage') return 'stage';
  return kind === 'child' || kind === 'ward' ? 'down' : 'up';
}

/** The side on which the peer has the same link. */
export function otherSide(side: LinkSide): LinkSide {
  if (side === 'stage') return side;
  return side === 'up' ? 'down' : 'up';
}

/** One stage link, as `one` sees it. Who came last makes the offers; no change of role alters who that is, so both sides agree at every moment. */
export function stageLink(one: Planned, other: Planned): LinkPlan {
  return {
    peer: other.id,
    kind: 'stage',
    fingerprint: other.fingerprint,
    initiator: cameFirst(other, one),
  };
}

function cameFirst(a: Planned, b: Planned): boolean {
  return a.enteredAt < b.enteredAt || (a.enteredAt === b.enteredAt && a.id < b.id);
}
