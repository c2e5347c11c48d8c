import type { Participant, ParticipantId } from '../room/state.ts';

/** One link that a participant should have. */
export interface LinkPlan {
  readonly peer: ParticipantId;
  /** The certificate the peer announced: a link to anyone else is refused. */
  readonly fingerprint: string;
  /** Whether this side makes the offers. Exactly one side of a link does. */
  readonly initiator: boolean;
}

type Planned = Pick<Participant, 'id' | 'role' | 'fingerprint' | 'enteredAt'>;

/** Two participants are linked when one of them can be heard by the other: somebody on stage is one of the two. */
export function areLinked(a: Planned, b: Planned): boolean {
  return a.id !== b.id && (a.role !== 'listener' || b.role !== 'listener');
}

/**
 * The links each participant should have: everyone on stage with everyone. Who came last makes the offers, and so can bring
 * them along when entering; no change of role alters who that is, so both sides agree at every moment.
 */
export function plan(people: readonly Planned[]): ReadonlyMap<ParticipantId, readonly LinkPlan[]> {
  return new Map(people.map((one) => [one.id, linksOf(one, people)]));
}

/** The links of one participant to those among `people`: for a listener it is enough to name the stage. */
export function linksOf(one: Planned, people: readonly Planned[]): LinkPlan[] {
  return people
    .filter((other) => areLinked(one, other))
    .map((other) => ({ peer: other.id, fingerprint: other.fingerprint, initiator: cameFirst(other, one) }));
}

function cameFirst(a: Planned, b: Planned): boolean {
  return a.enteredAt < b.enteredAt || (a.enteredAt === b.enteredAt && a.id < b.id);
}
