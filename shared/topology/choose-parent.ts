import {
  MOST_HOPS,
  placesKeptForSeniors,
  placesKeptForStrong,
  SMALL_ROOM,
  STRONG,
} from './audience-limits.ts';
import type { AudienceTree } from './audience-tree.ts';
import { bySeniority, type Seat, UNLINKED } from './seat.ts';

/** Whether this one makes the tree wider where it stands, or has others beneath it already. */
export function isStrong(seat: Seat): boolean {
  return seat.room >= STRONG || seat.size > 1;
}

/**
 * Whether every place counts, as in a small room or in a tree that has become too deep: then whoever carries anybody at all is worth a
 * high one.
 */
export function isTight({ listeners, linked }: AudienceTree): boolean {
  return listeners < SMALL_ROOM || linked.deepest > MOST_HOPS;
}

/**
 * The holder of the best place for a listener who has no parent; undefined where none is open. The strong go near to the stage, the
 * others below the highest places, which are kept for the strong; in both cases beneath who is there longest. In a small room, or where
 * it would be too deep there, whoever brings a place takes a higher one that is kept for wards: they find another beneath the new one.
 */
export function chooseParent(tree: AudienceTree, seat: Seat, avoid?: Seat): Seat | undefined {
  const open = chooseOpen(tree, seat, avoid);
  if (seat.children.size >= seat.limit) return open;
  if (open && open.depth < MOST_HOPS && tree.listeners >= SMALL_ROOM) return open;
  const keeper = chooseKeeper(tree, avoid);
  return keeper && (!open || keeper.depth < open.depth) ? keeper : open;
}

/** The open place nearest to the stage. */
export function chooseHighest(tree: AudienceTree, avoid?: Seat): Seat | undefined {
  for (const depth of around(tree, 0)) {
    const holder = tree.places.openAt(depth).find((one) => one !== avoid);
    if (holder) return holder;
  }
  return undefined;
}

/** Somebody who keeps a place for their wards: nobody stays without a parent so that others can have a standby. */
export function chooseKeeper(tree: AudienceTree, avoid?: Seat): Seat | undefined {
  for (const depth of around(tree, 0)) {
    const keepers = tree.places.keepersAt(depth);
    const keeper = keepers.find((one) => one.children.size < one.limit && one !== avoid);
    if (keeper) return keeper;
  }
  return undefined;
}

/** Where nothing at all is open: the highest listener who carries nobody, so that somebody who can carry others takes their place. */
export function chooseWhoYields(tree: AudienceTree): Seat | undefined {
  let best: Seat | undefined;
  for (const seat of tree.seats.values()) {
    if (seat.onStage || seat.room > 0 || seat.size > 1 || seat.depth === UNLINKED) continue;
    if (!best || seat.depth < best.depth || (seat.depth === best.depth && bySeniority(seat, best) > 0))
      best = seat;
  }
  return best;
}

/** Of those who wait, the one whose place gives others most. */
export function chooseWhoIsNext(waiting: Iterable<Seat>): Seat | undefined {
  let best: Seat | undefined;
  for (const seat of waiting) if (!best || byUse(seat, best) < 0) best = seat;
  return best;
}

/** Who carries many goes first, then who could, then who came first. */
export function byUse(a: Seat, b: Seat): number {
  return b.size - a.size || b.room - a.room || bySeniority(a, b);
}

function chooseOpen(tree: AudienceTree, seat: Seat, avoid?: Seat): Seat | undefined {
  const kept = isStrong(seat) ? placesKeptForSeniors(tree.listeners) : placesKeptForStrong(tree.listeners);
  for (const depth of around(tree, floorWith(tree, kept))) {
    const holder = tree.places.openAt(depth).find((one) => one !== avoid);
    if (holder) return holder;
  }
  return undefined;
}

/**
 * The first depth with more open places, those above it included, than are kept. Where so many are nowhere, or only too deep, none is
 * kept: whoever was sent down to the last place would offer the next one a place still deeper.
 */
function floorWith(tree: AudienceTree, kept: number): number {
  let places = 0;
  for (let depth = 0; depth < Math.min(MOST_HOPS, tree.places.depths); depth += 1) {
    places += tree.places.openPlacesAt(depth);
    if (places > kept) return depth;
  }
  return 0;
}

/** From this depth down, then from there up. */
function around(tree: AudienceTree, floor: number): number[] {
  const down = Array.from({ length: Math.max(0, tree.places.depths - floor) }, (_, index) => floor + index);
  return [...down, ...Array.from({ length: floor }, (_, index) => floor - 1 - index)];
}
