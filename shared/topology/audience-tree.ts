import type { ParticipantId } from '../room/state.ts';
import { type Attendant, type Uplinks, type UplinkChange, WHOLE_STAGE } from './audience.ts';
import { believedRoom, boundedRoom, MOST_ORDINARY, stageShare } from './audience-limits.ts';
import { ListenersByDepth } from './listeners-by-depth.ts';
import { OpenPlaces } from './open-places.ts';
import { bySeniority, isUnder, Seat, UNLINKED } from './seat.ts';

/**
 * Who is linked to whom, kept consistent link by link: depths, sizes, branches and the index of places follow by themselves. It knows
 * what may be linked, not what is wise.
 */
export class AudienceTree {
  readonly places = new OpenPlaces();
  readonly linked = new ListenersByDepth();
  /** Stands for everyone on stage at once. It is in no index: it is asked last. */
  readonly wholeStage = new Seat({ id: WHOLE_STAGE, place: 'stage', room: 0, since: 0 });
  readonly #seats = new Map<ParticipantId, Seat>();
  readonly #stage = new Set<Seat>();
  readonly #waiting = new Set<Seat>();
  readonly #before = new Map<Seat, Uplinks | null>();
  #now: number;

  /** `now` in server milliseconds, as in a plan. */
  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  get seats(): ReadonlyMap<ParticipantId, Seat> {
    return this.#seats;
  }

  get stage(): ReadonlySet<Seat> {
    return this.#stage;
  }

  /** Listeners without a parent. They may have children, who wait with them. */
  get waiting(): ReadonlySet<Seat> {
    return this.#waiting;
  }

  get listeners(): number {
    return this.#seats.size - this.#stage.size;
  }

  add(person: Attendant): Seat {
    const seat = new Seat(person);
    this.#seats.set(seat.id, seat);
    this.#before.set(seat, null);
    seat.room = this.#believe(seat);
    this.#enter(seat);
    return seat;
  }

  /** Takes out somebody who has neither uplinks nor children nor wards any more. */
  remove(seat: Seat): void {
    this.#touch(seat);
    this.#seats.delete(seat.id);
    this.#waiting.delete(seat);
    this.places.forget(seat);
    this.linked.forget(seat);
    if (this.#stage.delete(seat)) this.#shareStage();
  }

  /** Brings somebody without uplinks on stage or to the audience; children and wards stay. */
  bringTo(seat: Seat, place: Attendant['place']): void {
    this.#touch(seat);
    this.#waiting.delete(seat);
    seat.onStage = place === 'stage';
    if (this.#stage.delete(seat)) this.#shareStage();
    this.#enter(seat);
  }

  measure(seat: Seat, room: number): void {
    seat.claim = boundedRoom(room);
    seat.room = this.#believe(seat);
    this.#limit(seat);
  }

  /** Believes more of those who are no newcomers any more. A clock that is set back changes nothing. */
  passTime(now: number): void {
    if (!(now > this.#now)) return;
    this.#now = now;
    for (const seat of this.#seats.values())
      if (seat.claim > seat.room && this.#believe(seat) > seat.room) this.measure(seat, seat.claim);
  }

  attach(seat: Seat, parent: Seat): void {
    this.#touch(seat);
    this.#waiting.delete(seat);
    seat.parent = parent;
    parent.children.add(seat);
    this.#resize(parent, seat.size);
    this.#ground(seat);
    this.#file(parent);
  }

  /** Takes the parent away; refused while there is a standby, whose reserve is counted by the parent. */
  detach(seat: Seat): void {
    if (seat.standby) throw new Error('a standby outlives no parent');
    const { parent } = seat;
    if (!parent) return;
    this.#touch(seat);
    seat.parent = undefined;
    parent.children.delete(seat);
    this.#resize(parent, -seat.size);
    this.#ground(seat);
    this.#file(parent);
    if (!seat.onStage) this.#waiting.add(seat);
  }

  cover(seat: Seat, standby: Seat): void {
    if (!seat.parent || seat.standby)
      throw new Error('a standby is for somebody who has a parent and no other standby');
    this.#touch(seat);
    seat.standby = standby;
    standby.addWard(seat, seat.parent);
    this.#file(standby);
  }

  uncover(seat: Seat): void {
    const { standby, parent } = seat;
    if (!standby || !parent) return;
    this.#touch(seat);
    seat.standby = undefined;
    standby.removeWard(seat, parent);
    this.#file(standby);
  }

  /** What has changed since this was last asked, in order of seniority. */
  takeChanges(): UplinkChange[] {
    const touched = [...this.#before].sort(([a], [b]) => bySeniority(a, b));
    this.#before.clear();
    return touched
      .map(([seat, before]) => ({ id: seat.id, before, after: this.uplinksOf(seat) }))
      .filter(({ before, after }) => before?.parent !== after?.parent || before?.standby !== after?.standby);
  }

  /** Null on stage and for who is gone. */
  uplinksOf(seat: Seat): Uplinks | null {
    if (seat.onStage || this.#seats.get(seat.id) !== seat) return null;
    return { parent: seat.parent?.id ?? null, standby: seat.standby?.id ?? null };
  }

  /**
   * Whether a standby still hears when this listener's parent falls silent. Where only one is on stage there is nothing to hear without
   * them, and it is enough that the link to them may break.
   */
  isApart(seat: Seat, standby: Seat): boolean {
    if (seat.branch === standby.branch) return false;
    if (seat.depth > 1 || this.#stage.size === 1 || seat.parent === undefined) return true;
    return !isUnder(standby, seat.parent);
  }

  #believe({ claim, since }: Seat): number {
    return believedRoom(claim, this.#now - since);
  }

  #enter(seat: Seat): void {
    if (seat.onStage) {
      this.#stage.add(seat);
      this.#shareStage();
    } else this.#waiting.add(seat);
    this.#limit(seat);
    this.#ground(seat);
  }

  /** The more people are on stage, the fewer children each of them takes. */
  #shareStage(): void {
    this.wholeStage.limit = this.#stage.size > 0 ? MOST_ORDINARY : 0;
    this.wholeStage.depth = this.#stage.size > 0 ? 0 : UNLINKED;
    for (const seat of this.#stage) this.#limit(seat);
  }

  #limit(seat: Seat): void {
    seat.limit = seat.onStage ? Math.min(seat.room, stageShare(this.#stage.size)) : seat.room;
    this.#file(seat);
  }

  #resize(seat: Seat, by: number): void {
    for (let one: Seat | undefined = seat; one; one = one.parent) {
      one.size += by;
      one.height = 0;
      for (const child of one.children) one.height = Math.max(one.height, child.height + 1);
    }
  }

  #ground(seat: Seat): void {
    const { parent } = seat;
    if (seat.onStage) seat.depth = 0;
    else seat.depth = parent && parent.depth !== UNLINKED ? parent.depth + 1 : UNLINKED;
    seat.branch = seat.depth > 1 ? parent?.branch : seat.depth === UNLINKED ? undefined : seat;
    this.#file(seat);
    for (const child of seat.children) this.#ground(child);
  }

  #file(seat: Seat): void {
    if (seat === this.wholeStage) return;
    this.places.file(seat);
    this.linked.file(seat);
  }

  #touch(seat: Seat): void {
    if (!this.#before.has(seat)) this.#before.set(seat, this.uplinksOf(seat));
  }
}
