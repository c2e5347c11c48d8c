import type { ParticipantId } from '../room/state.ts';
import type { Attendant } from './audience.ts';
import { boundedRoom } from './audience-limits.ts';

/** The depth of whoever is not connected to the stage, not even over others. */
export const UNLINKED = -1;

/** One person's place in the tree, with what is known about everything beneath it. Only `AudienceTree` changes it. */
export class Seat {
  readonly id: ParticipantId;
  readonly since: number;
  onStage: boolean;
  /** The room for children it says it has. */
  claim: number;
  /** What is believed of it. */
  room = 0;
  /** How many children it is given: its room, and on stage no more than its share. */
  limit = 0;
  parent: Seat | undefined;
  standby: Seat | undefined;
  readonly children = new Set<Seat>();
  /** Those whose standby this is. */
  readonly wards = new Set<Seat>();
  /** Hops from the stage: 0 on it, `UNLINKED` without a way to it. */
  depth = UNLINKED;
  /** Itself and everyone beneath it. */
  size = 1;
  /** Hops down to the deepest beneath. */
  height = 0;
  /** The ancestor directly beneath the stage, which everyone in one branch shares; on stage, itself. */
  branch: Seat | undefined;
  readonly #wardsOfParent = new Map<Seat, number>();
  #reserve = 0;

  constructor({ id, place, room, since }: Attendant) {
    this.id = id;
    this.since = since;
    this.onStage = place === 'stage';
    this.claim = boundedRoom(room);
  }

  /** Children that would come all at once if the one person died whose death sends most of them. They are kept a place for. */
  get reserve(): number {
    return this.#reserve;
  }

  /** Places for children that nobody has and nobody may ask for. */
  get open(): number {
    return Math.max(0, this.limit - this.children.size - this.#reserve);
  }

  /** How large the reserve would be with one more ward, whose parent is this one. */
  reserveWith(parent: Seat): number {
    return Math.max(this.#reserve, this.wardsOf(parent) + 1);
  }

  /** How many wards come from this parent. */
  wardsOf(parent: Seat): number {
    return this.#wardsOfParent.get(parent) ?? 0;
  }

  addWard(ward: Seat, parent: Seat): void {
    this.wards.add(ward);
    this.#reserve = this.reserveWith(parent);
    this.#wardsOfParent.set(parent, this.wardsOf(parent) + 1);
  }

  removeWard(ward: Seat, parent: Seat): void {
    this.wards.delete(ward);
    const left = this.wardsOf(parent) - 1;
    if (left === 0) this.#wardsOfParent.delete(parent);
    else this.#wardsOfParent.set(parent, left);
    this.#reserve = Math.max(0, ...this.#wardsOfParent.values());
  }
}

/** Who came first, first. */
export function bySeniority(a: Seat, b: Seat): number {
  if (a === b) return 0;
  return a.since - b.since || (a.id < b.id ? -1 : 1);
}

/** Whether `seat` hears the room over `other`, directly or not, or is `other`. */
export function isUnder(seat: Seat, other: Seat): boolean {
  for (let one: Seat | undefined = seat; one; one = one.parent) if (one === other) return true;
  return false;
}
