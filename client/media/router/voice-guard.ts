import { LeakyBucket } from './leaky-bucket.ts';
import type { OpenedFrame } from './opened-frame.ts';
import { opusMs } from './opus.ts';
import type { ExpectedVoice } from './router-messages.ts';
import type { SealBook } from './seal-book.ts';
import { type Mark, markOf } from './seal.ts';

/** What is known of the speakers' seals. */
export type Proofs = Pick<SealBook, 'proves' | 'isReading'>;

/** A block is proved within so many ms, or never: its seal comes 20 to 260 ms after it, and 240 later if the first of its two is lost. */
const PATIENCE_MS = 800;
/** By so much, at most, that is prolonged where this page was kept from looking. */
const MOST_PATIENCE_MS = 2_000;
/** Of sound, ms: so much may lack proof at once, and a fifth of what comes for a moment, because two seals in a row were lost … */
const AT_ONCE = { size: 500, perSecond: 200 };
/** … but in the long run 6 %: that leaves no room for a word now and then. */
const IN_THE_LONG_RUN = { size: 1_200, perSecond: 60 };
/** A line that was found out is heard again when nothing false has come for so long, ms. */
const PROBATION_MS = 3_000;
/** Frames come 50 times a second, and all at once after a gap; seals four times a second. More are not looked at: that takes time. */
const FRAMES = { size: 400, perSecond: 100 };
const SEALS = { size: 50, perSecond: 15 };
/** Of blocks that wait for their proof. */
const MOST_UNPROVED = 600;

interface Unproved {
  readonly speaker: string;
  /** How much sound came under this mark, ms. */
  readonly ms: number;
  readonly at: number;
  readonly forgivenMs: number;
  /** Whether it has come once more in case that it was lost, as each block of RED does. */
  readonly repeated: boolean;
}

/**
 * Watches over one line on which somebody passes on the voice of another: are the blocks that come the speaker's own? They are played at
 * once and judged a moment later, so that checking delays nobody; a line that was found out is silent until it has been honest for a while.
 */
export class VoiceGuard {
  readonly #proofs: Proofs;
  readonly #atOnce = new LeakyBucket(AT_ONCE.size, AT_ONCE.perSecond);
  readonly #inTheLongRun = new LeakyBucket(IN_THE_LONG_RUN.size, IN_THE_LONG_RUN.perSecond);
  readonly #frames = new LeakyBucket(FRAMES.size, FRAMES.perSecond);
  readonly #seals = new LeakyBucket(SEALS.size, SEALS.perSecond);
  readonly #unproved = new Map<Mark, Unproved>();
  #expected: ExpectedVoice = 'anyone';
  #doubted = false;
  #judgedAt = -Infinity;
  /** When the latest false block was found, and when that had come. */
  #foundAt = -Infinity;
  #falseAt = -Infinity;

  constructor(proofs: Proofs) {
    this.#proofs = proofs;
  }

  /** What was found out before is not forgotten by a change. */
  expect(voice: ExpectedVoice): void {
    this.#expected = voice;
  }

  /** Whose voice it should be, where that is checked. */
  get speaker(): string | undefined {
    return typeof this.#expected === 'string' ? undefined : this.#expected.speaker;
  }

  /** Whether it comes from the speaker: then it is to be heard here in any case, and passed on only if the speaker signs it. */
  get straight(): boolean {
    return typeof this.#expected !== 'string' && this.#expected.straight;
  }

  /** Whether what comes is not the speaker's, and must not be heard. */
  get doubted(): boolean {
    return this.#doubted;
  }

  /** When the latest block came that was found to be false. */
  get falseAt(): number {
    return this.#falseAt;
  }

  /** Whether a frame that comes at `now` (ms) may be heard, by all that is known by then. What cannot be opened cannot be checked. */
  admits(opened: OpenedFrame | undefined, now: number): boolean {
    const { speaker } = this;
    if (speaker === undefined) return this.#expected === 'anyone' && !this.#doubted;
    if (!opened || this.#frames.isFull(now) || this.#unproved.size >= MOST_UNPROVED) return false;
    this.#frames.add(1, now);
    for (const [index, { data }] of opened.blocks.entries())
      this.#note(speaker, data, now, index < opened.blocks.length - 1);
    return !this.#doubted;
  }

  /** Whether one more seal may be looked at. */
  mayLook(now: number): boolean {
    if (this.#seals.isFull(now)) return false;
    this.#seals.add(1, now);
    return true;
  }

  /**
   * Call it often. `lateMs`: by how much this look is late; what came meanwhile may not have been read yet. Nor has a seal that is still being
   * verified. Whether it found something new: `doubted` has changed, or there is more reason for it.
   */
  judge(now: number, lateMs: number): boolean {
    const found = this.#foundAt;
    const sinceMs = now - this.#judgedAt;
    this.#judgedAt = now;
    for (const [mark, block] of this.#unproved) {
      const reading = this.#proofs.isReading(block.speaker);
      this.#settle(mark, block, now, reading ? Math.max(lateMs, sinceMs) : lateMs);
    }
    const before = this.#doubted;
    const full = this.#atOnce.isFull(now) || this.#inTheLongRun.isFull(now);
    this.#doubted = full || (before && now - this.#foundAt < PROBATION_MS);
    return this.#doubted !== before || (before && this.#foundAt !== found);
  }

  /** `again`: it is carried along only in case that it was lost, so it may have come already. */
  #note(speaker: string, block: Uint8Array, now: number, again: boolean): void {
    const mark = markOf(block);
    if (this.#proofs.proves(speaker, mark)) return;
    const { ms = 0, at = now, forgivenMs = 0, repeated = false } = this.#unproved.get(mark) ?? {};
    const free = again && ms > 0 && !repeated;
    const more = free ? 0 : opusMs(block);
    this.#unproved.set(mark, { speaker, ms: ms + more, at, forgivenMs, repeated: repeated || free });
  }

  #settle(mark: Mark, block: Unproved, now: number, unreadMs: number): void {
    const { speaker, ms, at } = block;
    // A slot may have another speaker's voice before the beat is here that says so.
    const proved = [speaker, this.speaker].some((one) => one !== undefined && this.#proofs.proves(one, mark));
    const forgivenMs = Math.min(MOST_PATIENCE_MS, block.forgivenMs + unreadMs);
    if (!proved && now - at <= PATIENCE_MS + forgivenMs) {
      this.#unproved.set(mark, { ...block, forgivenMs });
      return;
    }
    this.#unproved.delete(mark);
    if (proved) return;
    this.#atOnce.add(ms, now);
    this.#inTheLongRun.add(ms, now);
    this.#foundAt = now;
    this.#falseAt = Math.max(this.#falseAt, at);
  }
}
