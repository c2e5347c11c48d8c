import { codecOf, type Frame, type FrameMetadata } from './frame.ts';
import type { OpenedFrame } from './fit-payload.ts';
import type { Outlet } from './outlet.ts';
import { splitRed } from './red.ts';
import type { RoutedSink } from './routed-sink.ts';
import { VoiceLevel } from './voice-level.ts';

/** Where the level of packets was not negotiated, a payload of so many bytes counts as speech of this level: silent ones are shorter. */
const TALKING_BYTES = 40;
const TALKING_LEVEL = 0.1;

/** One source with those who send it. */
export class RoutedSource {
  readonly sinks = new Set<RoutedSink>();
  readonly #own: Outlet | undefined;
  readonly #level = new VoiceLevel();
  #hushed = false;

  /** `own` leads to the line's own decoder, if it is to be heard here. */
  constructor(own: Outlet | undefined) {
    this.#own = own;
  }

  /** While hushed nothing of it is sent to anyone; what comes after begins a new stretch. */
  hush(hushed: boolean): void {
    this.#hushed = hushed;
    this.cut();
  }

  /** What comes from now on has a clock of its own. */
  cut(): void {
    for (const sink of this.sinks) sink.cut();
  }

  /** Sends a frame to every sink, then on to its own decoder. True when somebody begins to talk with it. */
  take(frame: Frame, now: number): boolean {
    const begins = !this.#hushed && this.#pass(frame, now);
    this.#own?.write(frame);
    return begins;
  }

  /** The loudest level since the last time; undefined where no frame came. */
  takeLevel(): number | undefined {
    return this.#level.take();
  }

  close(): void {
    for (const sink of this.sinks) sink.follow(undefined);
    this.#own?.close();
  }

  #pass(frame: Frame, now: number): boolean {
    const metadata = frame.getMetadata();
    const opened = open(frame, metadata);
    if (!opened) return false;
    for (const sink of this.sinks) sink.send(frame, metadata, opened, now);
    return this.#level.note(metadata.audioLevel ?? guessLevel(opened), now);
  }
}

function open(frame: Frame, metadata: FrameMetadata): OpenedFrame | undefined {
  const codec = codecOf(metadata);
  if (!codec) return undefined;
  const data = new Uint8Array(frame.data);
  const whole = { payloadType: codec.payloadType, offset: 0, data };
  const blocks = codec.red ? splitRed(data) : [whole];
  return blocks && { codec, blocks };
}

function guessLevel({ blocks }: OpenedFrame): number {
  return (blocks.at(-1)?.data.length ?? 0) >= TALKING_BYTES ? TALKING_LEVEL : 0;
}
