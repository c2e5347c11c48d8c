import { LeakyBucket } from './leaky-bucket.ts';

/** Of sound, ms: so much may lack proof at once, and a fifth of what comes for a moment, because two seals in a row were lost … */
const AT_ONCE = { size: 500, perSecond: 200 };
/** … but in the long run 6 %: that leaves no room for a word now and then. */
const IN_THE_LONG_RUN = { size: 1_200, perSecond: 60 };
/** Who was found out is believed again when nothing false has come for so long, ms. */
const QUIET_MS = 3_000;

/** Counts the sound that came without proof, and says when it is too much. */
export class Suspicion {
  readonly #atOnce: LeakyBucket;
  readonly #inTheLongRun: LeakyBucket;
  readonly #againMs: number;
  #times = 0;
  #found = false;
  #fullAt = -Infinity;
  #foundAt = -Infinity;
  #falseAt = -Infinity;

  /** `share`: how much of what could be forgiven is. Who is found out again is not believed for `againMs` at least. */
  constructor(share: number, againMs: number) {
    this.#atOnce = new LeakyBucket(share * AT_ONCE.size, AT_ONCE.perSecond);
    this.#inTheLongRun = new LeakyBucket(share * IN_THE_LONG_RUN.size, IN_THE_LONG_RUN.perSecond);
    this.#againMs = againMs;
  }

  get found(): boolean {
    return this.#found;
  }

  /** When the latest false sound was found, and when that had come. */
  get foundAt(): number {
    return this.#foundAt;
  }

  get falseAt(): number {
    return this.#falseAt;
  }

  /** So much sound, ms, that came at `at` was found to be without proof. */
  add(ms: number, at: number, now: number): void {
    this.#atOnce.add(ms, now);
    this.#inTheLongRun.add(ms, now);
    this.#foundAt = now;
    this.#falseAt = Math.max(this.#falseAt, at);
  }

  /** Call it often. */
  judge(now: number): void {
    const full = this.#atOnce.isFull(now) || this.#inTheLongRun.isFull(now);
    if (full && !this.#found) this.#times += 1;
    if (full) this.#fullAt = now;
    const again = this.#times > 1 && now - this.#fullAt < this.#againMs;
    this.#found = full || (this.#found && (again || now - this.#foundAt < QUIET_MS));
  }
}
