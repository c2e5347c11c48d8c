const LOOK_AGAIN_MS = 10;

/**
 * Puts off drawing while links are made that somebody waits for: it takes a tenth of a second on a slow computer, in which
 * nothing is answered.
 */
export class HeldDrawing {
  readonly #draw: () => void;
  #timer: number | undefined;

  /** `draw` is called when what was put off is to be done. */
  constructor(draw: () => void) {
    this.#draw = draw;
  }

  get held(): boolean {
    return this.#timer !== undefined;
  }

  /** Draws nothing until `release`, or until the time is over. */
  hold(ms: number): void {
    this.#timer ??= window.setTimeout(() => this.release(), ms);
  }

  release(): void {
    if (this.#timer === undefined) return;
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#draw();
  }

  /** Releases when something is so, or after this many ms; resolves then. */
  async releaseWhen(isSo: () => boolean, withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!isSo() && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    this.release();
  }
}
