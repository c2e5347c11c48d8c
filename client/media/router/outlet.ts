import type { Frame, FrameWriter } from './frame.ts';

/** So many frames may wait to be taken, half a second of them; older ones would come too late to be heard. */
export const LONGEST_QUEUE = 25;

/** One stream to write to. It may be slow or broken without anyone else noticing, and without frames piling up. */
export class Outlet {
  #writer: FrameWriter | undefined;
  #queued = 0;

  constructor(writer: FrameWriter) {
    this.#writer = writer;
  }

  /** Frames written and not yet taken. */
  get queued(): number {
    return this.#queued;
  }

  get canWrite(): boolean {
    return this.#writer !== undefined && this.#queued < LONGEST_QUEUE;
  }

  /** False where the frame was dropped. */
  write(frame: Frame): boolean {
    if (!this.#writer || !this.canWrite) return false;
    this.#queued += 1;
    this.#writer.write(frame).then(
      () => (this.#queued = Math.max(0, this.#queued - 1)),
      () => this.close(),
    );
    return true;
  }

  /** Writes no more; also what happens after an error, which a closed connection is. */
  close(): void {
    this.#writer = undefined;
    this.#queued = 0;
  }
}
