import { MOST_HOPS } from './audience-limits.ts';
import type { AudienceTree } from './audience-tree.ts';
import {
  byUse,
  chooseHighest,
  chooseKeeper,
  chooseParent,
  chooseWhoIsNext,
  chooseWhoYields,
} from './choose-parent.ts';
import { canCover, canStillCover, chooseStandby, isBetterStandby } from './choose-standby.ts';
import { bySeniority, isUnder, type Seat, UNLINKED } from './seat.ts';

/** Somebody who has just lost their parent. */
export interface Orphan {
  readonly seat: Seat;
  /** Who was their standby until now. */
  readonly standby: Seat | undefined;
}

/** Gives people places. Whoever loses a standby by that is noted and given a new one in `settle`, which ends every change. */
export class Seating {
  readonly #tree: AudienceTree;
  readonly #uncovered = new Set<Seat>();
  #avoid: Seat | undefined;

  constructor(tree: AudienceTree) {
    this.#tree = tree;
  }

  /** Takes all links from somebody, up and down, and gives back those who had them as a parent. */
  clear(seat: Seat): Orphan[] {
    for (const ward of seat.wards) this.#dropStandby(ward);
    this.lift(seat);
    return this.release([...seat.children]);
  }

  /** Takes the links to parent and standby from somebody; what is beneath them stays. */
  lift(seat: Seat): void {
    this.#tree.uncover(seat);
    this.#tree.detach(seat);
    this.#uncovered.delete(seat);
  }

  /** Makes orphans of these: `resettle` has to follow. */
  release(seats: readonly Seat[]): Orphan[] {
    const orphans = seats.map((seat) => ({ seat, standby: seat.standby }));
    for (const seat of seats) this.lift(seat);
    return orphans;
  }

  /**
   * Turns each orphan to its standby, as it has done already if its parent died; those who have none, or none with a way to the stage,
   * are given a place as newcomers are. Nobody is given `avoid` while there is anyone else.
   */
  resettle(orphans: readonly Orphan[], avoid?: Seat): void {
    this.#avoid = avoid;
    let left = [...orphans].sort((a, b) => bySeniority(a.seat, b.seat));
    for (let before = Infinity; left.length < before;) {
      before = left.length;
      left = left.filter((orphan) => !this.#turn(orphan));
    }
    for (const { seat } of left.sort((a, b) => byUse(a.seat, b.seat))) this.place(seat);
    // From the bottom up: one orphan may have another above it, who is not too deep once this one is raised.
    const bottomUp = orphans.map(({ seat }) => seat).sort((a, b) => b.depth - a.depth || byUse(a, b));
    for (const seat of bottomUp) this.#raiseIfTooDeep(seat);
  }

  /** Links a listener without a parent. False where they have to wait. */
  place(seat: Seat): boolean {
    const parent =
      chooseParent(this.#tree, seat, this.#avoid) ??
      chooseParent(this.#tree, seat) ??
      chooseKeeper(this.#tree) ??
      this.#ordinaryPlace();
    if (parent) this.#link(seat, parent);
    else if (!this.#takePlaceOfLeaf(seat)) this.#wait(seat);
    return seat.parent !== undefined;
  }

  /** Gives a listener another parent without anything being heard of it; the standby stays if it can. */
  move(seat: Seat, parent: Seat): void {
    const [orphan] = this.release([seat]);
    this.#link(seat, parent);
    this.#coverAgain(seat, orphan?.standby);
  }

  /** Lets two listeners have each other's parent. Refuses to put anyone beneath themselves: `leaf` has to have no children. */
  exchange(seat: Seat, leaf: Seat): boolean {
    const [above, below] = [leaf.parent, seat.parent];
    if (!above || !below || leaf.children.size > 0) return false;
    const orphans = this.release([seat, leaf]);
    this.#link(seat, above);
    this.#link(leaf, below);
    for (const orphan of orphans) this.#coverAgain(orphan.seat, orphan.standby);
    return true;
  }

  /** Links a newcomer where they say they are, be it in a place that was kept for wards. False where they have none. */
  placeAt(seat: Seat, parent: Seat): boolean {
    if (parent.depth === UNLINKED || parent.children.size >= parent.limit) return false;
    this.#link(seat, parent);
    return true;
  }

  /** Gives somebody the standby that they say they have, if they may have it. */
  coverBy(seat: Seat, standby: Seat): void {
    if (canCover(this.#tree, seat, standby)) this.#cover(seat, standby);
  }

  /** For somebody whose standby is lost: better none than the same again. */
  coverByAnother(seat: Seat): void {
    const lost = seat.standby;
    if (!lost) return;
    this.#tree.uncover(seat);
    const another = chooseStandby(this.#tree, seat, lost);
    if (another) this.#cover(seat, another);
  }

  /** Looks for a better standby. */
  mend(seat: Seat): void {
    const before = seat.standby;
    this.#tree.uncover(seat);
    const found = chooseStandby(this.#tree, seat);
    if (!found) return;
    const isBetter = !before || isBetterStandby(this.#tree, seat, found, before);
    this.#cover(seat, isBetter ? found : before);
  }

  /** Lets wards go until their reserve fits beside the children. */
  fit(seat: Seat): void {
    const reserve = Math.max(0, seat.limit - seat.children.size);
    if (seat.reserve <= reserve) return;
    for (const ward of [...seat.wards].sort(bySeniority).reverse())
      if (ward.parent && seat.wardsOf(ward.parent) > reserve) this.#dropStandby(ward);
  }

  /** Ends a change: who waits and can be seated is, and who lost a standby gets one. */
  settle(): void {
    for (;;) {
      const next = chooseWhoIsNext(this.#tree.waiting);
      if (!next || !this.place(next)) break;
    }
    const uncovered = [...this.#uncovered].sort((a, b) => a.depth - b.depth || bySeniority(a, b));
    this.#uncovered.clear();
    for (const seat of uncovered) {
      const standby = chooseStandby(this.#tree, seat, this.#avoid) ?? chooseStandby(this.#tree, seat);
      if (standby) this.#tree.cover(seat, standby);
    }
    this.#avoid = undefined;
  }

  #turn({ seat, standby }: Orphan): boolean {
    if (!standby || standby.depth === UNLINKED || standby.children.size >= standby.limit) return false;
    this.#link(seat, standby);
    return true;
  }

  /** Whom their standby has brought too deep takes the place that somebody left behind, or one that was kept for wards. */
  #raiseIfTooDeep(seat: Seat): void {
    if (seat.depth + seat.height <= MOST_HOPS) return;
    const open = chooseHighest(this.#tree, this.#avoid);
    const higher = open && open.depth + 1 < seat.depth ? open : chooseKeeper(this.#tree);
    if (higher && higher !== this.#avoid && higher.depth + 1 < seat.depth) this.move(seat, higher);
  }

  #link(seat: Seat, parent: Seat): void {
    this.#tree.attach(seat, parent);
    this.#uncovered.add(seat);
    this.fit(parent);
    this.#dropEntangled(seat);
  }

  /** Standbys that are beneath their wards, or beneath their wards' parents, now that this one has moved there. */
  #dropEntangled(seat: Seat): void {
    if (seat.size === 1 && seat.wards.size === 0) return;
    const drop = (one: Seat): void => {
      if (one.standby && isUnder(one.standby, seat)) this.#dropStandby(one);
    };
    for (let above = seat.parent; above; above = above.parent) {
      drop(above);
      for (const child of above.children) drop(child);
    }
  }

  #coverAgain(seat: Seat, standby: Seat | undefined): void {
    if (standby && standby !== seat.parent && canStillCover(this.#tree, seat, standby))
      this.#cover(seat, standby);
  }

  #cover(seat: Seat, standby: Seat): void {
    this.#uncovered.delete(seat);
    this.#tree.cover(seat, standby);
  }

  #dropStandby(seat: Seat): void {
    this.#tree.uncover(seat);
    this.#uncovered.add(seat);
  }

  #ordinaryPlace(): Seat | undefined {
    const { wholeStage } = this.#tree;
    return wholeStage.children.size < wholeStage.limit ? wholeStage : undefined;
  }

  /** The one case in which a newcomer moves somebody: without it neither of them could hear, for want of a single place. */
  #takePlaceOfLeaf(seat: Seat): boolean {
    if (seat.room === 0 && seat.size === 1) return false;
    const leaf = chooseWhoYields(this.#tree);
    const parent = leaf?.parent;
    if (!leaf || !parent) return false;
    this.lift(leaf);
    this.#link(seat, parent);
    if (seat.children.size < seat.limit) this.#link(leaf, seat);
    return true;
  }

  /** Whoever waits can be nobody's standby, nor can those beneath. */
  #wait(seat: Seat): void {
    for (const ward of seat.wards) this.#dropStandby(ward);
    for (const child of seat.children) this.#wait(child);
  }
}
