import { MOST_MARKS, type Mark, markOf, type Seal } from './seal.ts';

/** Signs a seal and writes it; see `signWith`. */
export type Sign = (seal: Seal) => Promise<Uint8Array>;

/** A batch is sealed when it has so many blocks (240 ms of speech) … */
export const BATCH = MOST_MARKS / 2;
/** … or when its first one is so old, as in a pause of speech, when hardly any come. */
const BATCH_MS = 240;

/** Seals one's own voice. Every block is named by two seals, so that one of them may be lost. No frame ever waits for a signature. */
export class Sealer {
  readonly #sign: Sign;
  readonly #clock: () => number;
  #before: readonly Mark[] = [];
  #batch: Mark[] = [];
  #begun = 0;
  #at = 0;
  #ready: Uint8Array | undefined;
  #signing = Promise.resolve();

  /** `clock`: the room's, ms. */
  constructor(sign: Sign, clock: () => number) {
    this.#sign = sign;
    this.#clock = clock;
  }

  /** Notes a block that is being sent, at `now` (ms). The seal that goes along with it, of earlier blocks, if there is one. */
  take(block: Uint8Array, now: number): Uint8Array | undefined {
    if (this.#batch.length === 0) this.#begun = now;
    this.#batch.push(markOf(block));
    if (this.#batch.length >= BATCH) this.#seal();
    return this.takeReady();
  }

  /** The seal that waits for a frame to go along with. */
  takeReady(): Uint8Array | undefined {
    const ready = this.#ready;
    this.#ready = undefined;
    return ready;
  }

  /** Seals what was said so far; resolves when that is ready. */
  async flush(): Promise<void> {
    if (this.#batch.length > 0) this.#seal();
    await this.#signing;
  }

  /** Call it often: what was said before a pause goes out with the first frame of the pause. */
  tick(now: number): void {
    if (this.#batch.length > 0 && now - this.#begun >= BATCH_MS) this.#seal();
  }

  #seal(): void {
    this.#at = Math.max(this.#at + 1, Math.round(this.#clock()));
    const seal = { at: this.#at, marks: [...this.#before, ...this.#batch] };
    this.#before = this.#batch;
    this.#batch = [];
    // Without a signature the next seal has to do.
    this.#signing = this.#sign(seal).then(
      (written) => void (this.#ready = written),
      () => {},
    );
  }
}
