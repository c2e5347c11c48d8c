import { type FittedPayload, fitPayload } from './fit-payload.ts';
import type { CopyFrame, Frame, FrameMetadata, LineCodec } from './frame.ts';
import type { FrameTemplates } from './frame-templates.ts';
import { FrameTimeline } from './frame-timeline.ts';
import type { OpenedFrame } from './opened-frame.ts';
import type { Outlet } from './outlet.ts';
import type { RoutedSource } from './routed-source.ts';

/** What all sinks of a router share. */
export interface SinkTools {
  readonly copy: CopyFrame;
  readonly templates: FrameTemplates;
}

/** One sender of some link, and what it sends. */
export class RoutedSink {
  readonly #outlet: Outlet;
  readonly #tools: SinkTools;
  readonly #needsTemplate: () => void;
  readonly #timeline = new FrameTimeline();
  #codecs: readonly LineCodec[] = [];
  #source: RoutedSource | undefined;
  #sent = 0;
  #minted = 0;
  #dropped = 0;

  /** `needsTemplate` is called for every frame that cannot be sent until `FrameTemplates` has one of the sink's codec. */
  constructor(outlet: Outlet, tools: SinkTools, needsTemplate: () => void) {
    this.#outlet = outlet;
    this.#tools = tools;
    this.#needsTemplate = needsTemplate;
  }

  /** Until this is known nothing is sent. */
  negotiated(codecs: readonly LineCodec[]): void {
    this.#codecs = codecs;
  }

  follow(source: RoutedSource | undefined): void {
    if (source === this.#source) return;
    this.#source?.sinks.delete(this);
    this.#source = source;
    source?.sinks.add(this);
    this.cut();
  }

  cut(): void {
    this.#timeline.cut();
  }

  /** Sends a copy; the frame stays as it was. Whatever goes wrong with it concerns this sink alone. */
  send(frame: Frame, metadata: FrameMetadata, opened: OpenedFrame, now: number): void {
    if (this.#codecs.length === 0) return;
    const copied = this.#outlet.canWrite ? this.#tryCopy(frame, metadata, opened, now) : undefined;
    if (copied && this.#outlet.write(copied)) this.#sent += 1;
    else this.#dropped += 1;
  }

  close(): void {
    this.follow(undefined);
    this.#outlet.close();
  }

  /** Frames since it was made; `queued`: those that its stream has not taken yet. */
  get counts(): { sent: number; minted: number; dropped: number; queued: number } {
    const { queued } = this.#outlet;
    return { sent: this.#sent, minted: this.#minted, dropped: this.#dropped, queued };
  }

  #tryCopy(frame: Frame, metadata: FrameMetadata, opened: OpenedFrame, now: number): Frame | undefined {
    try {
      return this.#copy(frame, metadata, opened, now);
    } catch {
      // A browser refuses to copy a frame of a connection that is just closing.
      return undefined;
    }
  }

  #copy(frame: Frame, metadata: FrameMetadata, opened: OpenedFrame, now: number): Frame | undefined {
    const { templates } = this.#tools;
    const place = this.#timeline.place(metadata.rtpTimestamp ?? 0, now);
    if (!place) return undefined;
    const fitted = fitPayload(opened, this.#codecs, place.age, (codec) => templates.of(codec) !== undefined);
    if (!fitted) return undefined;
    if (fitted.lacks) this.#needsTemplate();
    const { timestamp } = place;
    if (fitted.mint) return this.#mint(fitted, timestamp, metadata.audioLevel);
    const copied = this.#tools.copy(frame, { ...metadata, rtpTimestamp: timestamp });
    if (fitted.data) copied.data = fitted.data;
    return copied;
  }

  #mint(
    { codec, data }: FittedPayload,
    timestamp: number,
    audioLevel: number | undefined,
  ): Frame | undefined {
    const template = this.#tools.templates.of(codec);
    if (!template || !data) {
      this.#needsTemplate();
      return undefined;
    }
    const level = audioLevel === undefined ? {} : { audioLevel };
    const minted = this.#tools.copy(template, {
      ...template.getMetadata(),
      ...level,
      rtpTimestamp: timestamp,
    });
    minted.data = data;
    this.#minted += 1;
    return minted;
  }
}
