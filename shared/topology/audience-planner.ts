import type { ParticipantId } from '../room/state.ts';
import {
  type Arrival,
  type Attendant,
  type AudiencePlace,
  type AudiencePlan,
  type Change,
  EMPTY_PLAN,
  type Uplinks,
  type UplinkChange,
  WHOLE_STAGE,
} from './audience.ts';
import { AudienceTree } from './audience-tree.ts';
import { arrive } from './resuming.ts';
import { bySeniority, type Seat, UNLINKED } from './seat.ts';
import { type Orphan, Seating } from './seating.ts';
import { tend } from './tending.ts';

/**
 * Plans who in the audience hears the room from whom. One planner lives as long as its room is live, and nothing of it is stored.
 *
 * In: `apply(change)`, for every change of the room, in order.
 * - `joined`, `left` (also for who is removed), `went` (on stage or to the audience), `measured` (says how many children it can carry),
 *   `turned` (a child has lost its parent and hears its standby now), `uncovered` (one has lost its standby, which is not given to it again
 *   by this change, but can be by a later one).
 * - `tend`, twice a second, with the time: the only way in which a planner learns it.
 * - After a restart: `tend` first, so that old hands are believed; then one `resumed` with everyone who is back within a moment, and `joined`
 *   with `at` for those who come later. Pass `at` only then: a page could use it to get near the stage.
 *
 * Out: for whom parent or standby are others than before the change, oldest first; who is not named keeps both. `placeOf` says what a page needs
 * beside that: children and wards, to whom it has to be linked too. `roomLeft` and `waiting` are for people to read.
 *
 * Promises: the rules TREE-1 to TREE-28 of docs/protocol.md. What it does is a function of its plan and the change alone, so that one taken up
 * from `plan` goes on exactly as this one would.
 *
 * Cost: a change touches those it moves, and finding a place or a standby is a search by halves in a list for each depth; how deep
 * somebody is, is written down for all beneath whoever moves. `tend`, `plan`, `roomLeft` and `waiting` look at everyone once. At 5,000 listeners
 * 99 of 100 changes take less than a millisecond (`npm run sim:audience`).
 */
export class AudiencePlanner {
  readonly #tree: AudienceTree;
  readonly #seating: Seating;
  #tendFrom: number;

  /** Takes up a plan that a planner made; it is trusted. */
  constructor(plan: AudiencePlan = EMPTY_PLAN) {
    this.#tree = new AudienceTree(plan.now);
    this.#seating = new Seating(this.#tree);
    this.#tendFrom = plan.tendFrom;
    for (const person of plan.people) this.#tree.add(person);
    for (const { id, parent } of plan.people) this.#link(id, parent, 'attach');
    for (const { id, standby } of plan.people) this.#link(id, standby, 'cover');
    this.#tree.takeChanges();
  }

  /** Brings the plan up to date. Changes about people who are not there, or that change nothing, do nothing. */
  apply(change: Change): readonly UplinkChange[] {
    this.#make(change);
    this.#seating.settle();
    return this.#tree.takeChanges();
  }

  get plan(): AudiencePlan {
    const people = [...this.#tree.seats.values()].map((seat) => ({ ...describe(seat), ...linksUp(seat) }));
    return { people, tendFrom: this.#tendFrom, now: this.#tree.now };
  }

  /** Everything about one person's place; undefined for who is not there. */
  placeOf(id: ParticipantId): AudiencePlace | undefined {
    const seat = this.#tree.seats.get(id);
    return seat && describePlace(seat);
  }

  /**
   * About how many more the room can hold: so many could come and hear it, if none of them carried anyone and nobody here left, with the
   * room for children that is believed now. 0 where nobody is on stage.
   */
  get roomLeft(): number {
    return Math.max(0, this.#placesLeft);
  }

  /** How many are linked to everyone on stage, and cost each speaker a link of their own. */
  get ordinaryListeners(): number {
    return this.#tree.wholeStage.children.size;
  }

  /** How many have no way to the stage, and hear nothing. */
  get waiting(): number {
    return Math.max(0, -this.#placesLeft);
  }

  /** How many listeners stand at each depth, the first of them beneath the stage; who waits is not among them. */
  get listenersByDepth(): readonly number[] {
    const { linked } = this.#tree;
    return Array.from(
      { length: linked.deepest },
      (_, above) => linked.strongAt(above + 1).length + linked.weakAt(above + 1).length,
    );
  }

  #make(change: Change): void {
    if (change.type === 'joined') return this.#arrive([change]);
    if (change.type === 'resumed') return this.#arrive(change.arrivals);
    if (change.type === 'tend') return this.#tend(change.now);
    const seat = this.#tree.seats.get(change.id);
    if (!seat) return;
    if (change.type === 'left') this.#leave(seat);
    else if (change.type === 'turned') this.#turn(seat);
    else if (change.type === 'uncovered') this.#seating.coverByAnother(seat);
    else if (change.type === 'measured') this.#measure(seat, change.room);
    else this.#go(seat, change.place);
  }

  /** Of two with the same id the first counts. */
  #arrive(arrivals: readonly Arrival[]): void {
    const added = arrivals.filter(({ person }) => {
      if (this.#tree.seats.has(person.id) || person.id === WHOLE_STAGE) return false;
      this.#tree.add(person);
      return true;
    });
    if (added.some(({ person }) => person.place === 'stage')) this.#fitStage();
    arrive(this.#tree, this.#seating, added);
  }

  #tend(now: number): void {
    this.#tree.passTime(now);
    this.#tendFrom = tend(this.#tree, this.#seating, this.#tendFrom);
  }

  #leave(seat: Seat): void {
    const orphans = this.#seating.clear(seat);
    this.#tree.remove(seat);
    this.#seating.resettle([...orphans, ...this.#withoutStage()]);
  }

  #go(seat: Seat, place: Attendant['place']): void {
    if (seat.onStage === (place === 'stage')) return;
    if (place === 'audience') return this.#goToAudience(seat);
    this.#seating.lift(seat);
    this.#tree.bringTo(seat, 'stage');
    this.#fitStage();
  }

  /** Their children stay high by turning to their standbys; who came down is seated as a newcomer would be. */
  #goToAudience(seat: Seat): void {
    const orphans = this.#seating.clear(seat);
    this.#tree.bringTo(seat, 'audience');
    this.#seating.resettle([...orphans, ...this.#withoutStage()]);
    this.#seating.place(seat);
  }

  #measure(seat: Seat, room: number): void {
    this.#tree.measure(seat, room);
    const excess = Math.max(0, seat.children.size - seat.room);
    const lightestFirst = [...seat.children].sort((a, b) => a.size - b.size || bySeniority(b, a));
    this.#seating.fit(seat);
    this.#seating.resettle(this.#seating.release(lightestFirst.slice(0, excess)), seat);
  }

  #turn(seat: Seat): void {
    if (!seat.parent || seat.parent === this.#tree.wholeStage) return;
    const { parent } = seat;
    this.#seating.resettle(this.#seating.release([seat]), parent);
  }

  /**
   * Negative: so many wait. Exact, because whoever can carry others is never left without a place for the sake of somebody who cannot.
   */
  get #placesLeft(): number {
    let places = this.#tree.wholeStage.limit;
    for (const seat of this.#tree.seats.values())
      places += seat.onStage ? Math.max(seat.limit, seat.children.size) : seat.limit;
    return (this.#tree.stage.size === 0 ? 0 : places) - this.#tree.listeners;
  }

  #fitStage(): void {
    for (const seat of this.#tree.stage) this.#seating.fit(seat);
  }

  /** Where the last one has left the stage, nobody is linked to it any more. */
  #withoutStage(): Orphan[] {
    const { stage, wholeStage } = this.#tree;
    return stage.size > 0 ? [] : this.#seating.release([...wholeStage.children]);
  }

  /** While a plan is taken up. */
  #link(id: ParticipantId, to: ParticipantId | null, as: 'attach' | 'cover'): void {
    const seat = this.#tree.seats.get(id);
    const other = to === WHOLE_STAGE ? this.#tree.wholeStage : this.#tree.seats.get(to ?? '');
    if (seat && other) this.#tree[as](seat, other);
  }
}

function describePlace(seat: Seat): AudiencePlace {
  return {
    ...linksUp(seat),
    depth: seat.depth === UNLINKED ? null : seat.depth,
    reach: seat.size - 1,
    children: idsOf(seat.children),
    wards: idsOf(seat.wards),
  };
}

function describe({ id, onStage, claim, since }: Seat): Attendant {
  return { id, place: onStage ? 'stage' : 'audience', room: claim, since };
}

function linksUp({ parent, standby }: Seat): Uplinks {
  return { parent: parent?.id ?? null, standby: standby?.id ?? null };
}

function idsOf(seats: Iterable<Seat>): ParticipantId[] {
  return [...seats].sort(bySeniority).map(({ id }) => id);
}
