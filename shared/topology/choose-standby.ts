import { EASY_WARDS, MOST_HOPS, MOST_WARDS } from './audience-limits.ts';
import type { AudienceTree } from './audience-tree.ts';
import { isUnder, type Seat, UNLINKED } from './seat.ts';

/** How much of the way to the stage a standby may share with the parent: best first. */
const APARTNESS = ['another-branch', 'not-under-parent', 'not-under-oneself'] as const;
type Apartness = (typeof APARTNESS)[number];

/**
 * The best standby for a listener who has a parent. First in another branch; then at one's own depth, so that turning to it lets nobody
 * sink by more than one; then where a place is kept for wards anyway. Undefined where there is none, and for those linked to the whole
 * stage, who lose only one voice with one person.
 */
export function chooseStandby(tree: AudienceTree, seat: Seat, avoid?: Seat): Seat | undefined {
  const { parent } = seat;
  if (!parent || parent === tree.wholeStage || seat.depth === UNLINKED) return undefined;
  for (const apartness of APARTNESS) {
    const suits = (one: Seat): boolean => one !== avoid && isFarEnough(tree, seat, one, apartness);
    for (const depth of depthsFor(tree, seat)) {
      const standby =
        tree.places.easyKeepersAt(depth).find((one) => isFreeOf(one, parent) && suits(one)) ??
        tree.places.openAt(depth).find((one) => one.wards.size < MOST_WARDS && suits(one)) ??
        tree.places
          .keepersAt(depth)
          .find((one) => isFreeOf(one, parent) && one.wards.size < MOST_WARDS && suits(one));
      if (standby) return standby;
    }
  }
  return undefined;
}

/** Whether somebody can be this listener's standby at all, without costing anyone else theirs. */
export function canCover(tree: AudienceTree, seat: Seat, standby: Seat): boolean {
  const { parent } = seat;
  if (!parent || parent === tree.wholeStage || !isFarEnough(tree, seat, standby, 'not-under-oneself'))
    return false;
  const fits = standby.children.size + standby.reserveWith(parent) <= standby.limit;
  return fits && standby.wards.size < MOST_WARDS;
}

/**
 * Whether one standby is better than another, which is allowed too: further apart, or at a better depth. Who exchanges theirs for better ones
 * only comes to rest.
 */
export function isBetterStandby(tree: AudienceTree, seat: Seat, one: Seat, other: Seat): boolean {
  const [apart, otherApart] = [apartnessOf(tree, seat, one), apartnessOf(tree, seat, other)];
  if (apart !== otherApart) return apart < otherApart;
  const depths = depthsFor(tree, seat);
  return depths.indexOf(one.depth) < depths.indexOf(other.depth);
}

/** Whether a former standby is worth keeping after its ward has moved. */
export function canStillCover(tree: AudienceTree, seat: Seat, standby: Seat): boolean {
  if (!canCover(tree, seat, standby) || !tree.isApart(seat, standby)) return false;
  return standby.wards.size < EASY_WARDS && isNear(seat, standby);
}

/** Whether a standby is as it should be, or one should look for a better one. */
export function isWellCovered(tree: AudienceTree, seat: Seat): boolean {
  const { parent, standby } = seat;
  if (!parent || parent === tree.wholeStage || seat.depth === UNLINKED) return true;
  return standby !== undefined && isNear(seat, standby) && tree.isApart(seat, standby);
}

/** Whether turning to this standby costs at most one hop and makes nobody too deep, and it is not one of the few on stage. */
function isNear(seat: Seat, standby: Seat): boolean {
  return standby.depth > 0 && standby.depth <= Math.min(seat.depth, lowestFor(seat));
}

/** How deep a standby may be so that nobody beneath gets too deep by turning to it. */
function lowestFor(seat: Seat): number {
  return MOST_HOPS - 1 - seat.height;
}

/** Whether one more ward with this parent needs no further place. */
function isFreeOf(keeper: Seat, parent: Seat): boolean {
  return keeper.reserveWith(parent) === keeper.reserve;
}

function apartnessOf(tree: AudienceTree, seat: Seat, standby: Seat): number {
  return APARTNESS.findIndex((apartness) => isFarEnough(tree, seat, standby, apartness));
}

function isFarEnough(tree: AudienceTree, seat: Seat, standby: Seat, apartness: Apartness): boolean {
  const { parent } = seat;
  if (standby === seat || standby === parent || standby.depth === UNLINKED) return false;
  if (apartness === 'another-branch') return tree.isApart(seat, standby);
  if (isUnder(standby, seat)) return false;
  return apartness === 'not-under-oneself' || (parent !== undefined && !isUnder(standby, parent));
}

/**
 * One's own depth, up from there, then deeper, as long as nobody beneath gets too deep by turning; then what is least deep. At last the
 * stage, whose places are dear.
 */
function depthsFor(tree: AudienceTree, seat: Seat): number[] {
  const depths = Array.from({ length: Math.max(0, tree.places.depths - 1) }, (_, index) => index + 1);
  const lowest = lowestFor(seat);
  const rank = (depth: number): number => {
    if (depth > lowest) return tree.places.depths + depth;
    return depth <= seat.depth ? seat.depth - depth : depth;
  };
  return [...depths.sort((a, b) => rank(a) - rank(b)), 0];
}
