import type { ParticipantId } from '../room/state.ts';

/** The words of the audience's plan. All of it is plain JSON, so that a plan can be kept and taken up again. */

/** What the planner knows of one person in the room. */
export interface Attendant {
  readonly id: ParticipantId;
  readonly place: 'stage' | 'audience';
  /**
   * How many children this one says it can carry, as measured; 0 where it cannot or will not forward. Believed up to a bound, which is lower
   * for who has just come.
   */
  readonly room: number;
  /** Since when this one is in the room, in server milliseconds. */
  readonly since: number;
}

/** The parent of those who are linked to everyone on stage, the ordinary way. No participant has this id. */
export const WHOLE_STAGE = '*';

/** From whom a listener hears the room. */
export interface Uplinks {
  /** Someone on stage, a forwarder, `WHOLE_STAGE`; null for whoever has to wait until there is a place. */
  readonly parent: ParticipantId | null;
  /** Already linked and silent: takes over at once when the parent is lost. Null where there is none to be had. */
  readonly standby: ParticipantId | null;
}

/** Somebody who comes. */
export interface Arrival {
  readonly person: Attendant;
  /** From whom their page says it hears the room already. It stays so where that is possible and moves nobody. */
  readonly at?: Uplinks;
}

/** One thing that happened in the room, or a moment for putting things in order. */
export type Change =
  /** Somebody came; with `at`, a page that was in the room before the server lost the plan. */
  | ({ readonly type: 'joined' } & Arrival)
  /** Many at once, which is how a server that has started anew takes up a room: in one change, their order does not matter. */
  | { readonly type: 'resumed'; readonly arrivals: readonly Arrival[] }
  /** Gone, politely or not: for the plan both are the same, as the children have turned to their standby already. */
  | { readonly type: 'left'; readonly id: ParticipantId }
  | { readonly type: 'went'; readonly id: ParticipantId; readonly place: Attendant['place'] }
  | { readonly type: 'measured'; readonly id: ParticipantId; readonly room: number }
  /** A listener has lost its parent and turned to its standby, whatever became of the parent. */
  | { readonly type: 'turned'; readonly id: ParticipantId }
  /** The link between a listener and its standby is lost, whatever became of the standby. */
  | { readonly type: 'uncovered'; readonly id: ParticipantId }
  /** Nothing happened but time: a few people, never more than a bound, may be given a better place without hearing it. */
  | { readonly type: 'tend'; readonly now: number };

/** What a change altered for one listener. Who came has `before: null`, who is gone or on stage now has `after: null`. */
export interface UplinkChange {
  readonly id: ParticipantId;
  readonly before: Uplinks | null;
  readonly after: Uplinks | null;
}

/** One person's place among the others: what their page has to do, and what it can show of it. */
export interface AudiencePlace extends Uplinks {
  /** Hops from the stage, 0 on it; null without a way to it. */
  readonly depth: number | null;
  /** How many hear the room over this one, directly or not. */
  readonly reach: number;
  /** To whom this one passes the room on. */
  readonly children: readonly ParticipantId[];
  /** Whose standby this one is. */
  readonly wards: readonly ParticipantId[];
}

/** A whole plan. Everything the planner does next follows from this and the next change. */
export interface AudiencePlan {
  /** In the order in which the planner heard of them. */
  readonly people: readonly (Attendant & Uplinks)[];
  /** At whose standby (an index into `people`) the next tending begins to look. */
  readonly tendFrom: number;
  /** When it was last tended, in server milliseconds. */
  readonly now: number;
}

export const EMPTY_PLAN: AudiencePlan = { people: [], tendFrom: 0, now: 0 };
