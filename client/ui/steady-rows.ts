/** For how long a row that has come into another's place takes no press of a pointer: as long as a double press may last. */
const SETTLING_MS = 400;

/** What is asked of a press: `timeStamp` by the page's own clock, and `detail`, which counts presses (0: by a keyboard). */
export type Press = Pick<UIEvent, 'detail' | 'timeStamp'>;

/**
 * Tells the presses that were meant for a row from those that hit somebody who slid under the pointer: rows move up when
 * whoever was before them is answered, here or by somebody else.
 */
export class SteadyRows {
  #places: readonly string[] = [];
  readonly #movedAt = new Map<string, number>();

  /** Notes who stands in which place now, by the page's own clock. */
  place(keys: readonly string[], at: number): void {
    for (const key of this.#movedAt.keys()) if (!keys.includes(key)) this.#movedAt.delete(key);
    keys.forEach((key, place) => {
      const before = this.#places[place];
      if (before !== undefined && before !== key) this.#movedAt.set(key, at);
    });
    this.#places = keys;
  }

  /** Whether a press was meant. A second press of the same means what the first one did. */
  isMeant(key: string, { detail, timeStamp }: Press): boolean {
    if (detail === 0) return true;
    const movedAt = this.#movedAt.get(key);
    return detail === 1 && (movedAt === undefined || timeStamp - movedAt >= SETTLING_MS);
  }
}
