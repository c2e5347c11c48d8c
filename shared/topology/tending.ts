import { MOST_LOOKS, MOST_MENDINGS, MOST_MOVES } from './audience-limits.ts';
import type { AudienceTree } from './audience-tree.ts';
import { chooseHighest, chooseParent, isTight } from './choose-parent.ts';
import { isWellCovered } from './choose-standby.ts';
import { bySeniority, type Seat } from './seat.ts';
import type { Seating } from './seating.ts';

/** By so much everyone is taken to be longer there than they are, or who has just come would count for nothing. */
const NEW_MS = 60_000;

/**
 * Puts a few things in order that have become worse than they need be. Every move is one that nobody hears: the new link is made before
 * the old one is cut. Returns where to look for poor standbys next time.
 */
export function tend(tree: AudienceTree, seating: Seating, from: number): number {
  relieveStage(tree, seating);
  mendHighest(tree, seating, from);
  for (const improve of [promote, exchange, raiseDeepest])
    for (let times = 0; times < MOST_MOVES && improve(tree, seating);) times += 1;
  return mendStandbys(tree, seating, from);
}

/** After more people came on stage each of them has too many children; one of those turns to its standby. */
function relieveStage(tree: AudienceTree, seating: Seating): void {
  for (const seat of [...tree.stage].sort(bySeniority)) {
    if (seat.children.size <= seat.limit) continue;
    const children = [...seat.children].filter(
      (child) => child.standby && tree.isApart(child, child.standby),
    );
    const lightest = children.sort((a, b) => a.size - b.size || bySeniority(b, a))[0];
    if (lightest) return seating.resettle(seating.release([lightest]), seat);
  }
}

/**
 * Moves somebody strong up to the highest open place: whom it saves most hops, counted over all beneath them and over the time they are
 * likely to stay, which is the longer the longer they have been there. False where nobody gains.
 */
function promote(tree: AudienceTree, seating: Seating): boolean {
  const parent = chooseHighest(tree);
  if (!parent || parent.depth + 2 > tree.linked.deepest) return false;
  const latest = latestOf(tree);
  let [best, most]: [Seat | undefined, number] = [undefined, 0];
  for (let depth = parent.depth + 2; depth <= tree.linked.deepest; depth += 1)
    for (const seat of carriersAt(tree, depth)) {
      const worth = (depth - parent.depth - 1) * seat.size * (latest - seat.since + NEW_MS);
      if (worth > most) [best, most] = [seat, worth];
    }
  if (best) seating.move(best, parent);
  return best !== undefined;
}

/** When the last of those who are strong came: as much of a clock as a plan needs. */
function latestOf({ linked }: AudienceTree): number {
  const depths = Array.from({ length: linked.deepest }, (_, above) => above + 1);
  return Math.max(...depths.map((depth) => linked.strongAt(depth).at(-1)?.since ?? -Infinity));
}

/** Who is worth a higher place: the strong, and everyone who can carry somebody where every place counts. */
function carriersAt(tree: AudienceTree, depth: number): readonly Seat[] {
  const strong = tree.linked.strongAt(depth);
  return isTight(tree) ? [...strong, ...tree.linked.weakAt(depth).filter(({ room }) => room > 0)] : strong;
}

/** Lets somebody who is worth it change places with somebody higher up who carries nobody. */
function exchange(tree: AudienceTree, seating: Seating): boolean {
  const { deepest } = tree.linked;
  const tight = isTight(tree);
  for (let high = 1; high < deepest; high += 1) {
    const weak = tree.linked.weakAt(high).find((seat) => seat.size === 1 && !(tight && seat.room > 0));
    if (!weak) continue;
    for (let low = deepest; low > high; low -= 1) {
      const strong = carriersAt(tree, low)[0];
      if (strong) return seating.exchange(strong, weak);
    }
  }
  return false;
}

/** Moves one of the deepest up to where places are plenty. */
function raiseDeepest(tree: AudienceTree, seating: Seating): boolean {
  const { deepest } = tree.linked;
  const seat = tree.linked.weakAt(deepest)[0] ?? tree.linked.strongAt(deepest)[0];
  const parent = seat && chooseParent(tree, seat);
  if (!parent || parent.depth + 1 >= deepest) return false;
  seating.move(seat, parent);
  return true;
}

/** Those with most beneath them first, before anyone is given the open places near the stage. */
function mendHighest(tree: AudienceTree, seating: Seating, from: number): void {
  const poor: Seat[] = [];
  for (let depth = 1; depth < tree.linked.deepest - 1 && poor.length < MOST_MENDINGS; depth += 1)
    poor.push(...tree.linked.strongAt(depth).filter((seat) => !isWellCovered(tree, seat)));
  for (let tries = 0; tries < Math.min(MOST_MENDINGS, poor.length); tries += 1) {
    const seat = poor[(from + tries) % poor.length];
    if (seat) seating.mend(seat);
  }
}

/** Goes round the room, a little further each time. Returns where it stopped. */
function mendStandbys(tree: AudienceTree, seating: Seating, from: number): number {
  const seats = [...tree.seats.values()];
  let [looks, tries] = [0, 0];
  for (; looks < Math.min(seats.length, MOST_LOOKS) && tries < MOST_MENDINGS; looks += 1) {
    const seat = seats[(from + looks) % seats.length];
    if (!seat || seat.onStage || isWellCovered(tree, seat)) continue;
    seating.mend(seat);
    tries += 1;
  }
  // After a whole round the next one begins with somebody else, or the first would always have the choice.
  return seats.length === 0 ? 0 : (from + looks + (looks === seats.length ? 1 : 0)) % seats.length;
}
