import type { ParticipantId } from '../../shared/room/state.ts';
import type { EncodedStreams } from './encoded-streams.ts';
import type { LineCodec } from './router/frame.ts';
import type {
  ExpectedVoice,
  RouterNews,
  RouterReport,
  RouterRequest,
  VoiceRoom,
} from './router/router-messages.ts';
import type { SourceSounding } from './router/routing.ts';
import type { Finding } from './router/voice-guard.ts';
import type { Sounding } from './router/voice-level.ts';
import { SilentTrack } from './silent-track.ts';

/** Encoded audio that comes into this page, or out of its own encoder. */
export interface Source {
  readonly id: number;
  /** 0 to 1, of the frames of the last 100 ms or so; 0 when none came. */
  readonly level: number;
  /** `performance.now()` when a frame last came that was not held back as false; known up to 100 ms later. Undefined before the first. */
  readonly lastFrameAt: number | undefined;
  /** Calls when somebody begins to talk: at once, not with the next level. */
  onStart(listener: () => void): void;
  /** While hushed nothing of it is sent by any sink, not even what is on its way already. It is still played here. */
  hush(hushed: boolean): void;
  /** It is one's own voice, as this person in the room that was named last: what is sent of it is signed with this key. */
  seal(speaker: ParticipantId, key: CryptoKey): void;
  /** What the peer should send: anything else is soon not sent, nor played here if the peer is not the speaker. The same again is not asked of the router. */
  expect(voice: ExpectedVoice): void;
  /** Undefined if nothing was ever found. */
  readonly doubt: Doubt | undefined;
  /** Whether it comes straight from a speaker who does not sign it: it is not passed on then. */
  readonly unsigned: boolean;
  /** Takes its frames from other streams from now on; never played here. */
  renew(streams: EncodedStreams): void;
  close(): void;
}

/** What a peer passed on was not the voice of the speaker who was expected. Times are those of `performance.now()`. */
export interface Doubt {
  /** Whose voice it should have been. */
  readonly speaker: ParticipantId | undefined;
  /** Whether the source is silenced now. */
  readonly silenced: boolean;
  readonly since: number;
  /** When the latest false sound came; that it was false is found a moment later. */
  readonly falseAt: number;
}

/** A sender without a track of its own, whose frames come from a source. */
export interface Sink {
  readonly id: number;
  /** What was negotiated for its sender, the preferred codec first. Nothing is sent before. */
  negotiated(codecs: readonly LineCodec[]): void;
  /** What it sends from now on; null: nothing. */
  from(source: Source | null): void;
  close(): void;
}

const START_AGAIN_MS = 1_000;

/**
 * Passes encoded frames from where they come in to where they go out, without decoding them; the work is done in a worker. One a page.
 * Where `canRouteFrames` is false only its ticks are of use.
 */
export class FrameRouter {
  readonly #tickers = new Set<() => void>();
  readonly #sources = new Map<number, RouterSource>();
  readonly #lenders = new Map<number, (track: MediaStreamTrack | null) => void>();
  readonly #lent = new Map<number, SilentTrack>();
  #reports: ((report: RouterReport) => void)[] = [];
  #lastId = 0;
  /** Fetched and started with the first that is asked of it: whoever only looks at a room needs none. */
  #worker: Worker | undefined;
  /** What was asked for before the worker answered for the first time; undefined since then. */
  #waiting: RouterRequest[] | undefined = [];

  /** Calls about 20 times a second, also in a hidden page, whose own timers the browser slows down. Returns how to stop. */
  onTick(listener: () => void): () => void {
    this.#worker ??= this.#start();
    this.#tickers.add(listener);
    return () => this.#tickers.delete(listener);
  }

  /** Frames of a line that was just made. `playsHere`: they are also written on to the line's own decoder. */
  addSource(streams: EncodedStreams, playsHere: boolean): Source {
    const id = ++this.#lastId;
    const source = new RouterSource(
      id,
      (request) => this.#ask(request),
      () => this.#sources.delete(id),
    );
    this.#sources.set(id, source);
    this.#ask({ type: 'source', id, streams, playsHere });
    return source;
  }

  /**
   * A sender without a track. `lend` puts a track on the sender for a moment, null takes it off: its own encoder then gives a frame of its
   * payload type, after whose model others can be made.
   */
  addSink(streams: EncodedStreams, lend: (track: MediaStreamTrack | null) => void): Sink {
    const id = ++this.#lastId;
    this.#lenders.set(id, lend);
    this.#ask({ type: 'sink', id, streams });
    return {
      id,
      negotiated: (codecs) => this.#ask({ type: 'negotiated', id, codecs }),
      from: (source) => this.#ask({ type: 'route', id, source: source?.id ?? null }),
      close: () => {
        this.#takeBack(id);
        this.#lenders.delete(id);
        this.#ask({ type: 'remove', id });
      },
    };
  }

  /** Which room one is in, and by which keys the voices in it are checked. */
  enter(room: VoiceRoom): void {
    this.#ask({ type: 'room', ...room });
  }

  report(): Promise<RouterReport> {
    this.#ask({ type: 'report' });
    return new Promise((resolve) => this.#reports.push(resolve));
  }

  close(): void {
    for (const id of this.#lent.keys()) this.#takeBack(id);
    this.#tickers.clear();
    this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./router/frame-router-worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.addEventListener('message', ({ data }: MessageEvent<RouterNews>) => this.#hear(data));
    // Its script could not be fetched. Nothing was given to it yet, so another one can do all of it.
    worker.addEventListener('error', () => {
      if (this.#waiting) setTimeout(() => (this.#worker = this.#start()), START_AGAIN_MS);
    });
    return worker;
  }

  #ask(request: RouterRequest): void {
    this.#worker ??= this.#start();
    if (this.#waiting) this.#waiting.push(request);
    else this.#send(request);
  }

  #send(request: RouterRequest): void {
    const streams = 'streams' in request ? [request.streams.readable, request.streams.writable] : [];
    this.#worker?.postMessage(request, streams);
  }

  #hear(news: RouterNews): void {
    if (news.type === 'tick') this.#tick(news.soundings);
    else if (news.type === 'starts') this.#sources.get(news.id)?.start();
    else if (news.type === 'doubts') this.#sources.get(news.id)?.found(news, news.falseMs);
    else if (news.type === 'report') this.#reports.shift()?.(news.report);
    else if (news.needed) this.#lend(news.id);
    else this.#takeBack(news.id);
  }

  #tick(soundings: readonly SourceSounding[]): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const request of waiting) this.#send(request);
    for (const sounding of soundings) this.#sources.get(sounding.id)?.note(sounding);
    // Not on a timer of the page's own: templates are needed in hidden pages too.
    for (const silence of this.#lent.values()) silence.write();
    for (const listener of this.#tickers) listener();
  }

  #lend(id: number): void {
    const lender = this.#lenders.get(id);
    this.#takeBack(id);
    if (!lender) return;
    const silence = new SilentTrack();
    this.#lent.set(id, silence);
    lender(silence.track);
  }

  #takeBack(id: number): void {
    const silence = this.#lent.get(id);
    if (!silence) return;
    this.#lent.delete(id);
    this.#lenders.get(id)?.(null);
    silence.close();
  }
}

/** A level older than this is none: reports come every 100 ms. */
const LEVEL_MS = 250;

class RouterSource implements Source {
  readonly id: number;
  readonly #ask: (request: RouterRequest) => void;
  readonly #closed: () => void;
  readonly #starters: (() => void)[] = [];
  #level = 0;
  #expected: ExpectedVoice = 'anyone';
  lastFrameAt: number | undefined;
  doubt: Doubt | undefined;
  unsigned = false;

  constructor(id: number, ask: (request: RouterRequest) => void, closed: () => void) {
    this.id = id;
    this.#ask = ask;
    this.#closed = closed;
  }

  get level(): number {
    const age = performance.now() - (this.lastFrameAt ?? -Infinity);
    return age < LEVEL_MS ? this.#level : 0;
  }

  onStart(listener: () => void): void {
    this.#starters.push(listener);
  }

  hush(hushed: boolean): void {
    this.#ask({ type: 'hush', id: this.id, hushed });
  }

  seal(speaker: ParticipantId, key: CryptoKey): void {
    this.#ask({ type: 'seal', id: this.id, speaker, key });
  }

  expect(voice: ExpectedVoice): void {
    if (JSON.stringify(voice) === JSON.stringify(this.#expected)) return;
    this.#expected = voice;
    this.#ask({ type: 'expect', id: this.id, voice });
  }

  renew(streams: EncodedStreams): void {
    this.#ask({ type: 'renew', id: this.id, streams });
  }

  close(): void {
    this.#closed();
    this.#ask({ type: 'remove', id: this.id });
  }

  note({ level, agoMs }: Sounding): void {
    this.#level = level;
    this.lastFrameAt = performance.now() - agoMs;
  }

  found({ doubted, unsigned, falseSpeaker: speaker }: Finding, falseMs: number): void {
    this.unsigned = unsigned;
    const now = performance.now();
    const { doubt } = this;
    const falseAt = now - falseMs;
    if (!doubted) this.doubt = doubt && { ...doubt, silenced: false };
    else if (doubt?.silenced) this.doubt = { ...doubt, falseAt };
    else this.doubt = { speaker, silenced: true, since: now, falseAt };
  }

  start(): void {
    for (const listener of this.#starters) listener();
  }
}
