import { STRONG } from './audience-limits.ts';
import { bySeniority, type Seat, UNLINKED } from './seat.ts';
import { SortedList } from './sorted-list.ts';

class Layer {
  /** Who can carry enough to be worth a place near the stage. */
  readonly strong = new SortedList<Seat>(bySeniority);
  readonly weak = new SortedList<Seat>(bySeniority);
}

/** The listeners who have a way to the stage, by their depth, and at each depth by seniority. */
export class ListenersByDepth {
  readonly #layers: Layer[] = [];
  readonly #lists = new Map<Seat, SortedList<Seat>>();

  /** Where the deepest listeners are; 0 where there are none. */
  get deepest(): number {
    return this.#layers.findLastIndex((layer) => layer.strong.items.length + layer.weak.items.length > 0) + 1;
  }

  strongAt(depth: number): readonly Seat[] {
    return this.#layers[depth - 1]?.strong.items ?? [];
  }

  weakAt(depth: number): readonly Seat[] {
    return this.#layers[depth - 1]?.weak.items ?? [];
  }

  /** To be called when a listener's depth or room may have changed, and when somebody has gone on stage. */
  file(seat: Seat): void {
    const list = this.#listFor(seat);
    if (list === this.#lists.get(seat)) return;
    this.forget(seat);
    if (!list) return;
    this.#lists.set(seat, list);
    list.add(seat);
  }

  forget(seat: Seat): void {
    this.#lists.get(seat)?.remove(seat);
    this.#lists.delete(seat);
  }

  #listFor({ onStage, depth, room }: Seat): SortedList<Seat> | undefined {
    if (onStage || depth === UNLINKED) return undefined;
    while (this.#layers.length < depth) this.#layers.push(new Layer());
    const layer = this.#layers[depth - 1];
    return room >= STRONG ? layer?.strong : layer?.weak;
  }
}
