import { EASY_WARDS } from './audience-limits.ts';
import { bySeniority, type Seat, UNLINKED } from './seat.ts';
import { SortedList } from './sorted-list.ts';

/** Who at one depth can still be asked for something, in order of seniority. */
class Layer {
  /** With a place for one more child. */
  readonly open = new SortedList<Seat>(bySeniority);
  /** With a place kept free for wards. */
  readonly keepers = new SortedList<Seat>(bySeniority);
  /** Keepers with few wards. */
  readonly easyKeepers = new SortedList<Seat>(bySeniority);
  openPlaces = 0;
}

/** Where a seat was last filed, to take it out again. */
interface Filing {
  readonly layer: Layer;
  readonly open: number;
  readonly keeper: boolean;
  readonly easy: boolean;
}

/** Finds places without looking at everyone: all seats that have something to give, by their depth. */
export class OpenPlaces {
  readonly #layers: Layer[] = [];
  readonly #filings = new Map<Seat, Filing>();

  /** One more than the depth of the deepest that ever had anything to give. */
  get depths(): number {
    return this.#layers.length;
  }

  openAt(depth: number): readonly Seat[] {
    return this.#layers[depth]?.open.items ?? [];
  }

  openPlacesAt(depth: number): number {
    return this.#layers[depth]?.openPlaces ?? 0;
  }

  keepersAt(depth: number): readonly Seat[] {
    return this.#layers[depth]?.keepers.items ?? [];
  }

  easyKeepersAt(depth: number): readonly Seat[] {
    return this.#layers[depth]?.easyKeepers.items ?? [];
  }

  /** To be called after anything about a seat has changed. */
  file(seat: Seat): void {
    const before = this.#filings.get(seat);
    const layer = seat.depth === UNLINKED ? undefined : this.#layer(seat.depth);
    const keeper = seat.reserve > 0;
    const after = { layer, open: seat.open, keeper, easy: keeper && seat.wards.size < EASY_WARDS };
    if (before && layer === before.layer && before.keeper === keeper && before.easy === after.easy) {
      if (before.open > 0 === after.open > 0) return this.#recount(seat, before, after.open);
    }
    this.forget(seat);
    if (!layer || (after.open === 0 && !keeper)) return;
    this.#enter(seat, { ...after, layer });
  }

  forget(seat: Seat): void {
    const filing = this.#filings.get(seat);
    if (!filing) return;
    this.#filings.delete(seat);
    const { layer, open, keeper, easy } = filing;
    layer.openPlaces -= open;
    if (open > 0) layer.open.remove(seat);
    if (keeper) layer.keepers.remove(seat);
    if (easy) layer.easyKeepers.remove(seat);
  }

  #enter(seat: Seat, filing: Filing): void {
    const { layer, open, keeper, easy } = filing;
    this.#filings.set(seat, filing);
    layer.openPlaces += open;
    if (open > 0) layer.open.add(seat);
    if (keeper) layer.keepers.add(seat);
    if (easy) layer.easyKeepers.add(seat);
  }

  #recount(seat: Seat, filing: Filing, open: number): void {
    if (filing.open === open) return;
    filing.layer.openPlaces += open - filing.open;
    this.#filings.set(seat, { ...filing, open });
  }

  #layer(depth: number): Layer {
    while (this.#layers.length <= depth) this.#layers.push(new Layer());
    return this.#layers[depth] ?? new Layer();
  }
}
