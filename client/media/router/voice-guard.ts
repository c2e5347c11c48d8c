import { LeakyBucket } from './leaky-bucket.ts';
import type { OpenedFrame } from './opened-frame.ts';
import { opusMs } from './opus.ts';
import type { ExpectedVoice } from './router-messages.ts';
import type { SealBook } from './seal-book.ts';
import { type Mark, markOf } from './seal.ts';
import { Suspicion } from './suspicion.ts';

/** What is known of the speakers' seals. */
export type Proofs = Pick<SealBook, 'proves' | 'isReading'>;

/** A block is proved within so many ms, or never: its seal comes 20 to 260 ms after it, and 240 later if the first of its two is lost. */
const PATIENCE_MS = 800;
/** By so much, at most, that is prolonged where this page was kept from looking … */
const MOST_PATIENCE_MS = 2_000;
/** … and where a seal is still being verified: whoever passes a voice on must not find it false much later than its children do. */
const MOST_READING_MS = 300;
/** Who was found out twice to leave unsigned what they say is not passed on for so long, or their audience would blame this page the third time. */
const UNSIGNED_AGAIN_MS = 600_000;
/** And is found out before the audience, which may have lost a seal more. */
const UNSIGNED_SHARE = 0.5;
/** Frames come 50 times a second, and all at once after a gap; seals four times a second. More are not looked at: that takes time. */
const FRAMES = { size: 400, perSecond: 100 };
const SEALS = { size: 50, perSecond: 15 };
/** Of blocks that wait for their proof. */
const MOST_UNPROVED = 600;

/** What was found out on a line. */
export interface Finding {
  /** Whether false voices are passed on over it. It is silenced then. */
  readonly doubted: boolean;
  /** Whether what comes straight from the speaker is unsigned. It is not passed on then. */
  readonly unsigned: boolean;
  /** When the latest block came that was passed on and found to be false, and whose it should have been. */
  readonly falseAt: number;
  readonly falseSpeaker: string | undefined;
}

interface Unproved {
  readonly speaker: string;
  /** Whether it came from the speaker. */
  readonly straight: boolean;
  /** How much sound came under this mark, ms. */
  readonly ms: number;
  readonly at: number;
  /** What it was forgiven because this page was late, or its speaker's seals were being verified. */
  readonly lateMs: number;
  readonly readingMs: number;
  /** Whether it has come once more in case that it was lost, as each block of RED does. */
  readonly repeated: boolean;
}

/**
 * Watches over one line on which somebody's voice comes: are the blocks the speaker's own? They are played at once and judged a moment later, so
 * that checking delays nobody. A line on which another passes on false ones is silent until it has been honest for a while; what comes straight
 * from the speaker is heard in any case, but not passed on while it is unsigned.
 */
export class VoiceGuard implements Finding {
  readonly #proofs: Proofs;
  readonly #passedOn = new Suspicion(1, 0);
  readonly #straight = new Suspicion(UNSIGNED_SHARE, UNSIGNED_AGAIN_MS);
  readonly #frames = new LeakyBucket(FRAMES.size, FRAMES.perSecond);
  readonly #seals = new LeakyBucket(SEALS.size, SEALS.perSecond);
  readonly #unproved = new Map<Mark, Unproved>();
  #expected: ExpectedVoice = 'anyone';
  #judgedAt = -Infinity;
  #falseSpeaker: string | undefined;

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

  /** Whether it comes from the speaker: then it is to be heard here in any case. */
  get straight(): boolean {
    return typeof this.#expected !== 'string' && this.#expected.straight;
  }

  /** Whether false voices were passed on, and nothing that is must be heard. */
  get doubted(): boolean {
    return this.#passedOn.found;
  }

  /** Whether what came straight from the speaker is unsigned, and must not be passed on. */
  get unsigned(): boolean {
    return this.#straight.found;
  }

  /** When the latest block came that was passed on and found to be false, and whose it should have been. */
  get falseAt(): number {
    return this.#passedOn.falseAt;
  }

  get falseSpeaker(): string | undefined {
    return this.#falseSpeaker;
  }

  /** Whether a frame that comes at `now` (ms) is the speaker's, by all that is known by then. What cannot be opened cannot be checked. */
  admits(opened: OpenedFrame | undefined, now: number): boolean {
    const { speaker, straight } = this;
    if (speaker === undefined) return this.#expected === 'anyone' && !this.doubted;
    if (!opened || this.#frames.isFull(now) || this.#unproved.size >= MOST_UNPROVED) return false;
    this.#frames.add(1, now);
    for (const [index, { data }] of opened.blocks.entries())
      this.#note(speaker, data, now, index < opened.blocks.length - 1);
    return straight ? !this.unsigned : !this.doubted;
  }

  /** Whether one more seal may be looked at. */
  mayLook(now: number): boolean {
    if (this.#seals.isFull(now)) return false;
    this.#seals.add(1, now);
    return true;
  }

  /**
   * Call it often. `lateMs`: by how much this look is late; what came meanwhile may not have been read yet. Nor has a seal that is still being
   * verified. Whether it found something new: `doubted` or `unsigned` has changed, or there is more reason to doubt.
   */
  judge(now: number, lateMs: number): boolean {
    const { doubted, unsigned } = this;
    const { foundAt } = this.#passedOn;
    const sinceMs = now - this.#judgedAt;
    this.#judgedAt = now;
    for (const [mark, block] of this.#unproved) this.#settle(mark, block, now, lateMs, sinceMs);
    this.#passedOn.judge(now);
    this.#straight.judge(now);
    const more = doubted && this.#passedOn.foundAt !== foundAt;
    return more || this.doubted !== doubted || this.unsigned !== unsigned;
  }

  /** `again`: it is carried along only in case that it was lost, so it may have come already. */
  #note(speaker: string, block: Uint8Array, now: number, again: boolean): void {
    const mark = markOf(block);
    if (this.#proofs.proves(speaker, mark)) return;
    const known = this.#unproved.get(mark);
    const { ms = 0, at = now, lateMs = 0, readingMs = 0, repeated = false } = known ?? {};
    // Sent straight and then again for another's, it is a false voice that is passed on.
    const straight = this.straight && known?.straight !== false;
    const free = again && ms > 0 && !repeated;
    const more = free ? 0 : opusMs(block);
    this.#unproved.set(mark, {
      speaker,
      straight,
      ms: ms + more,
      at,
      lateMs,
      readingMs,
      repeated: repeated || free,
    });
  }

  #settle(mark: Mark, block: Unproved, now: number, late: number, sinceMs: number): void {
    const { speaker, straight, ms, at } = block;
    // A slot may have another speaker's voice before the beat is here that says so.
    const proved = [speaker, this.speaker].some((one) => one !== undefined && this.#proofs.proves(one, mark));
    const lateMs = Math.min(MOST_PATIENCE_MS, block.lateMs + late);
    const reading = !straight && this.#proofs.isReading(speaker) ? sinceMs : 0;
    const readingMs = Math.min(MOST_READING_MS, block.readingMs + reading);
    if (!proved && now - at <= PATIENCE_MS + lateMs + readingMs) {
      this.#unproved.set(mark, { ...block, lateMs, readingMs });
      return;
    }
    this.#unproved.delete(mark);
    if (proved) return;
    if (!straight) this.#falseSpeaker = speaker;
    (straight ? this.#straight : this.#passedOn).add(ms, at, now);
  }
}
