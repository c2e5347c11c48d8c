import { type Arrival, WHOLE_STAGE } from './audience.ts';
import type { AudienceTree } from './audience-tree.ts';
import { byUse } from './choose-parent.ts';
import { bySeniority, type Seat, UNLINKED } from './seat.ts';
import type { Seating } from './seating.ts';

/**
 * Gives places to people who have just been added: where they are already, as far as that is true and there is room, and else as to
 * newcomers. Parents are found from the stage down, so nobody can get beneath themselves, whatever they say.
 */
export function arrive(tree: AudienceTree, seating: Seating, arrivals: readonly Arrival[]): void {
  const claims = claimsByParent(tree, arrivals);
  const tops = [...claims.keys()].filter((seat) => seat !== tree.wholeStage);
  placeBeneath(seating, claims, tops);
  coverAsSaid(tree, seating, arrivals);
  // Nobody is linked to the whole stage on their own word, as each costs every speaker an encoder: only where there is no other place.
  const ordinary = claims.get(tree.wholeStage) ?? [];
  const placed = ordinary.filter((seat) => seating.place(seat));
  placeBeneath(seating, claims, placed);
  coverAsSaid(tree, seating, arrivals);
  const seats = arrivals.flatMap(({ person }) => tree.seats.get(person.id) ?? []);
  for (const seat of seats.sort(byUse)) if (!seat.onStage && !seat.parent) seating.place(seat);
}

function coverAsSaid(tree: AudienceTree, seating: Seating, arrivals: readonly Arrival[]): void {
  for (const { person, at } of arrivals) {
    const [seat, standby] = [tree.seats.get(person.id), tree.seats.get(at?.standby ?? '')];
    if (seat && standby && !seat.standby && seat.parent?.id === at?.parent) seating.coverBy(seat, standby);
  }
}

function placeBeneath(seating: Seating, claims: Map<Seat, Seat[]>, tops: readonly Seat[]): void {
  const parents = tops.filter(({ depth }) => depth !== UNLINKED);
  // The list grows as it is gone through: who has been placed may be the parent of others.
  for (const parent of parents)
    for (const seat of claims.get(parent) ?? [])
      if (!seat.parent && seating.placeAt(seat, parent)) parents.push(seat);
}

function claimsByParent(tree: AudienceTree, arrivals: readonly Arrival[]): Map<Seat, Seat[]> {
  const claims = new Map<Seat, Seat[]>();
  for (const { person, at } of arrivals) {
    const seat = tree.seats.get(person.id);
    const parent = at?.parent === WHOLE_STAGE ? tree.wholeStage : tree.seats.get(at?.parent ?? '');
    if (!seat || !parent || seat.onStage) continue;
    const seats = claims.get(parent);
    if (seats) seats.push(seat);
    else claims.set(parent, [seat]);
  }
  for (const seats of claims.values()) seats.sort(bySeniority);
  return claims;
}
