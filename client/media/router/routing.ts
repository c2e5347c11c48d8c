import type { CopyFrame, Frame, FrameWriter, LineCodec } from './frame.ts';
import { FrameTemplates } from './frame-templates.ts';
import { Outlet } from './outlet.ts';
import type { ExpectedVoice } from './router-messages.ts';
import { RoutedSink, type SinkTools } from './routed-sink.ts';
import { RoutedSource } from './routed-source.ts';
import type { SealBook } from './seal-book.ts';
import type { Sealer } from './sealer.ts';
import type { Finding } from './voice-guard.ts';
import type { Sounding } from './voice-level.ts';

/** What a routing tells its owner. */
export interface RoutingEvents {
  /** Somebody begins to talk. */
  starts(source: number): void;
  /** A frame of the sink's own encoder is needed, or is no longer. */
  lend(sink: number, needed: boolean): void;
  /** What comes from a source is not the voice it should be: told again and again as more of it comes; or all is well again. */
  doubts(source: number, finding: Finding): void;
}

export interface SinkCounts {
  readonly id: number;
  readonly sent: number;
  /** Of those sent, the ones made from a template. */
  readonly minted: number;
  readonly dropped: number;
  /** Handed to the stream and not yet taken by it. */
  readonly queued: number;
}

export interface SourceSounding extends Sounding {
  readonly id: number;
}

/** How long a template is waited for before it is asked for again. */
const LEND_AGAIN_MS = 3_000;

/** Which source is sent by which sinks, and the way of every frame through this table. Knows nothing of browsers, workers or streams. */
export class Routing {
  readonly #sources = new Map<number, RoutedSource>();
  readonly #sinks = new Map<number, RoutedSink>();
  /** Who was asked to lend a template, and when last; and who is lending now. */
  readonly #asked = new Map<number, number>();
  readonly #lending = new Set<number>();
  readonly #tools: SinkTools;
  readonly #events: RoutingEvents;
  readonly #book: SealBook;
  #framesIn = 0;
  #now = 0;

  /** `book`: by which the voices that are passed on to this page are checked. */
  constructor(copy: CopyFrame, events: RoutingEvents, book: SealBook) {
    this.#book = book;
    this.#tools = { copy, templates: new FrameTemplates() };
    this.#events = events;
  }

  /** `own`: where its frames go after they were copied, to be heard here. */
  addSource(id: number, own?: FrameWriter): void {
    this.#sources.set(id, new RoutedSource(own && new Outlet(own), this.#book));
  }

  addSink(id: number, writer: FrameWriter): void {
    this.#sinks.set(id, new RoutedSink(new Outlet(writer), this.#tools, () => this.#needTemplate(id)));
  }

  negotiated(sink: number, codecs: readonly LineCodec[]): void {
    this.#sinks.get(sink)?.negotiated(codecs);
  }

  /** What a sink sends from now on; a source that is gone, or null, is nothing. */
  route(sink: number, source: number | null): void {
    this.#sinks.get(sink)?.follow(source === null ? undefined : this.#sources.get(source));
  }

  hush(source: number, hushed: boolean): void {
    this.#sources.get(source)?.hush(hushed);
  }

  /** The source is fed by another encoder from now on. */
  renew(source: number): void {
    this.#sources.get(source)?.cut();
  }

  /** Seals a source, which is one's own voice. */
  seal(source: number, sealer: Sealer): void {
    this.#sources.get(source)?.seal(sealer);
  }

  /** What a source should give; nothing else is passed on for long, nor heard from others than the speaker. */
  expect(source: number, voice: ExpectedVoice): void {
    this.#sources.get(source)?.expect(voice);
  }

  /** Call it often, at `now` (ms), late by `lateMs`. */
  tick(now: number, lateMs: number): void {
    this.#book.tick(now);
    for (const [id, source] of this.#sources)
      if (source.tick(now, lateMs)) this.#events.doubts(id, source.finding);
  }

  /** A frame of a source, at `now` (ms of any steady clock). Frames of what is not there, or no more, go nowhere. */
  take(source: number, frame: Frame, now: number): void {
    this.#now = now;
    this.#framesIn += 1;
    if (this.#sources.get(source)?.take(frame, now)) this.#events.starts(source);
  }

  /** A frame of a sink's own encoder: never sent, but maybe kept as a template. */
  keep(sink: number, frame: Frame): void {
    this.#tools.templates.keep(frame);
    if (this.#lending.delete(sink)) this.#events.lend(sink, false);
  }

  /** Lets go of a source or a sink. */
  remove(id: number): void {
    this.#sources.get(id)?.close();
    this.#sources.delete(id);
    this.#sinks.get(id)?.close();
    this.#sinks.delete(id);
    this.#asked.delete(id);
    this.#lending.delete(id);
  }

  /** What came of each source that had frames since the last time. */
  takeSoundings(now: number): SourceSounding[] {
    return [...this.#sources].flatMap(([id, source]) => {
      const sounding = source.takeSounding(now);
      return sounding === undefined ? [] : [{ id, ...sounding }];
    });
  }

  get framesIn(): number {
    return this.#framesIn;
  }

  get sources(): number {
    return this.#sources.size;
  }

  get sinks(): SinkCounts[] {
    return [...this.#sinks].map(([id, sink]) => ({ id, ...sink.counts }));
  }

  #needTemplate(sink: number): void {
    const asked = this.#asked.get(sink);
    if (asked !== undefined && this.#now - asked < LEND_AGAIN_MS) return;
    this.#asked.set(sink, this.#now);
    this.#lending.add(sink);
    this.#events.lend(sink, true);
  }
}
