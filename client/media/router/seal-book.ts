import { type Mark, readSeal, type ReadSeal } from './seal.ts';

/** Whether a seal was signed by the speaker it is said to be from; see `VoiceKeys.verify`. */
export type Verify = (speaker: string, seal: ReadSeal) => Promise<boolean>;

/** A seal proves its blocks for so long: they come before it, or shortly after. */
const VALID_MS = 2_000;
/** So much older than the newest one a seal may be: the network changes the order of packets. */
const LATE_MS = 2_000;
/** A seal may differ from the room's clock by so much, as that of a page stands still while its computer sleeps. */
const WITHIN_MS = 60_000;

interface Voice {
  newest: number;
  /** The times of the latest seals: none is believed twice. */
  readonly seals: Set<number>;
  /** When each block was last named. */
  readonly marks: Map<Mark, number>;
}

/** What speakers have signed of what they sent lately. */
export class SealBook {
  readonly #verify: Verify;
  readonly #clock: () => number;
  readonly #voices = new Map<string, Voice>();
  /** How often each speaker was forgotten. */
  readonly #lives = new Map<string, number>();
  /** How many seals of each speaker are being verified. */
  readonly #reading = new Map<string, number>();

  /** `clock`: the room's, ms. */
  constructor(verify: Verify, clock: () => number) {
    this.#verify = verify;
    this.#clock = clock;
  }

  /** Believes a seal that came at `now` (ms of any steady clock), if it is the speaker's and is no old one. */
  async take(speaker: string, bytes: Uint8Array, now: number): Promise<void> {
    const seal = readSeal(bytes);
    if (!seal || !this.#isNew(speaker, seal)) return;
    const life = this.#lives.get(speaker);
    this.#read(speaker, 1);
    const signed = await this.#verify(speaker, seal).finally(() => this.#read(speaker, -1));
    // The same one may have come over another link meanwhile, or the speaker's key may be another one.
    if (signed && this.#isNew(speaker, seal) && life === this.#lives.get(speaker))
      this.#believe(speaker, seal, now);
  }

  /** Whether the speaker has sent this block within the last moments. */
  proves(speaker: string, mark: Mark): boolean {
    return this.#voices.get(speaker)?.marks.has(mark) ?? false;
  }

  /** Whether a seal of the speaker has come that is not verified yet, as where the processor is busy. */
  isReading(speaker: string): boolean {
    return this.#reading.has(speaker);
  }

  /** Call it often: forgets what is old. */
  tick(now: number): void {
    for (const { marks } of this.#voices.values())
      for (const [mark, at] of marks) if (now - at > VALID_MS) marks.delete(mark);
  }

  /** Whoever has left the stage, or has another key, begins anew. */
  forget(speaker: string): void {
    this.#voices.delete(speaker);
    this.#lives.set(speaker, (this.#lives.get(speaker) ?? 0) + 1);
  }

  #read(speaker: string, more: number): void {
    const reading = (this.#reading.get(speaker) ?? 0) + more;
    if (reading > 0) this.#reading.set(speaker, reading);
    else this.#reading.delete(speaker);
  }

  #isNew(speaker: string, { at }: ReadSeal): boolean {
    if (Math.abs(at - this.#clock()) >= WITHIN_MS) return false;
    const voice = this.#voices.get(speaker);
    return !voice || (at > voice.newest - LATE_MS && !voice.seals.has(at));
  }

  #believe(speaker: string, { at, marks }: ReadSeal, now: number): void {
    const voice = this.#voices.get(speaker) ?? { newest: at, seals: new Set(), marks: new Map() };
    this.#voices.set(speaker, voice);
    voice.newest = Math.max(at, voice.newest);
    voice.seals.add(at);
    for (const known of voice.seals) if (known <= voice.newest - LATE_MS) voice.seals.delete(known);
    for (const mark of marks) voice.marks.set(mark, now);
  }
}
