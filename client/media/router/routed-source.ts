import type { Frame, FrameMetadata } from './frame.ts';
import { type OpenedFrame, openFrame, stripSeal } from './opened-frame.ts';
import type { Outlet } from './outlet.ts';
import type { RoutedSink } from './routed-sink.ts';
import type { ExpectedVoice } from './router-messages.ts';
import type { SealBook } from './seal-book.ts';
import type { Sealer } from './sealer.ts';
import { type Finding, VoiceGuard } from './voice-guard.ts';
import { type Sounding, VoiceLevel } from './voice-level.ts';

/** Where the level of packets was not negotiated, a payload of so many bytes counts as speech of this level: silent ones are shorter. */
const TALKING_BYTES = 40;
const TALKING_LEVEL = 0.1;

/** One source with those who send it. */
export class RoutedSource {
  readonly sinks = new Set<RoutedSink>();
  readonly #own: Outlet | undefined;
  readonly #book: SealBook;
  readonly #guard: VoiceGuard;
  readonly #level = new VoiceLevel();
  #sealer: Sealer | undefined;
  #hushed = false;
  /** Of one's own voice, what was sent last. */
  #latest: { frame: Frame; metadata: FrameMetadata; opened: OpenedFrame; now: number } | undefined;

  /** `own` leads to the line's own decoder, if it is to be heard here. */
  constructor(own: Outlet | undefined, book: SealBook) {
    this.#own = own;
    this.#book = book;
    this.#guard = new VoiceGuard(book);
  }

  /** While hushed nothing of it is sent to anyone; what comes after begins a new stretch. */
  hush(hushed: boolean): void {
    this.#hushed = hushed;
    if (!hushed) this.cut();
    else if (this.#sealer && this.#latest) void this.#sealTheRest(this.#sealer);
  }

  /** What comes from now on has a clock of its own. */
  cut(): void {
    for (const sink of this.sinks) sink.cut();
  }

  /** It is one's own voice, and is sealed. */
  seal(sealer: Sealer): void {
    this.#sealer = sealer;
  }

  /** What is not this is not sent, nor heard if it comes from another than the speaker. */
  expect(voice: ExpectedVoice): void {
    this.#guard.expect(voice);
  }

  /** Call it often. Whether there is anything new to tell of what was found out; see `VoiceGuard.judge`. */
  tick(now: number, lateMs: number): boolean {
    this.#sealer?.tick(now);
    const before = this.finding;
    const news = this.#guard.judge(now, lateMs);
    const { doubted, unsigned } = this.#guard;
    if (doubted !== before.doubted || unsigned !== before.unsigned) this.cut();
    return news;
  }

  /** What was found out on its line, to be told to the page. */
  get finding(): Finding {
    const { doubted, unsigned, falseAt, falseSpeaker } = this.#guard;
    return { doubted, unsigned, falseAt, falseSpeaker };
  }

  /** Sends a frame to every sink, then on to its own decoder. True when somebody begins to talk with it. */
  take(frame: Frame, now: number): boolean {
    const metadata = frame.getMetadata();
    const opened = openFrame(frame, metadata);
    const { speaker } = this.#guard;
    if (speaker !== undefined && opened?.seal && this.#guard.mayLook(now))
      void this.#book.take(speaker, opened.seal, now);
    const proved = this.#guard.admits(opened, now);
    if (!proved && !this.#guard.straight) return false;
    if (proved && opened && !this.#hushed) this.#pass(frame, metadata, opened, now);
    const begins =
      opened !== undefined &&
      !this.#hushed &&
      this.#level.note(metadata.audioLevel ?? guessLevel(opened), now);
    if (opened && this.#own) stripSeal(frame, opened);
    this.#own?.write(frame);
    return begins;
  }

  /** What came since the last time; undefined where nothing did. */
  takeSounding(now: number): Sounding | undefined {
    return this.#level.take(now);
  }

  close(): void {
    for (const sink of this.sinks) sink.follow(undefined);
    this.#own?.close();
  }

  #pass(frame: Frame, metadata: FrameMetadata, opened: OpenedFrame, now: number): void {
    const primary = opened.blocks.at(-1);
    const seal = primary && this.#sealer?.take(primary.data, now);
    const sealed = seal ? { ...opened, seal } : opened;
    if (this.#sealer) this.#latest = { frame, metadata, opened, now };
    for (const sink of this.sinks) sink.send(frame, metadata, sealed, now);
  }

  /** What was said just before a pause is sealed too: the last frame, which everyone has, goes out once more with the seal. */
  async #sealTheRest(sealer: Sealer): Promise<void> {
    await sealer.flush();
    const seal = this.#hushed && this.#latest ? sealer.takeReady() : undefined;
    if (!seal || !this.#latest) return;
    const { frame, metadata, opened, now } = this.#latest;
    for (const sink of this.sinks) sink.send(frame, metadata, { ...opened, seal }, now);
    this.#latest = undefined;
  }
}

function guessLevel({ blocks }: OpenedFrame): number {
  return (blocks.at(-1)?.data.length ?? 0) >= TALKING_BYTES ? TALKING_LEVEL : 0;
}
