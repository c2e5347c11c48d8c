import { canRouteFrames } from './encoded-streams.ts';
import type { FrameRouter, Sink, Source } from './frame-router.ts';
import { preferRed } from './prefer-red.ts';
import { codecOf } from './router/frame.ts';

/** What is sent of this page's microphone: the track itself, or, where frames are routed, its encoded frames. */
export interface OwnFrames {
  readonly track: MediaStreamTrack;
  readonly source: Source | undefined;
}

/** What one end of a line is for. */
export interface LineUse {
  readonly sends: boolean;
  readonly receives: boolean;
}

/** The level of a packet says nothing about now after this long. */
const RECENT_MS = 400;
/** So long ago is never. It is the time after which browsers forget a packet (`getSynchronizationSources` in the WebRTC specification). */
const FORGOTTEN_MS = 10_000;

/** One audio line of a link. A part of `PeerLink`, which alone makes them. */
export class AudioLine {
  readonly #transceiver: RTCRtpTransceiver;
  /** The frames that come from the peer; undefined where nothing may come, or this browser cannot read them. */
  readonly source: Source | undefined;
  /** What is sent to the peer; undefined where nothing may be sent, or this browser sends a track. */
  readonly sink: Sink | undefined;
  #passed: Source | null = null;

  /** Call it in the moment the transceiver was made: later, its frames can no longer be had. */
  constructor(transceiver: RTCRtpTransceiver, use: LineUse, router: FrameRouter) {
    this.#transceiver = transceiver;
    preferRed(transceiver);
    const { sender, receiver } = transceiver;
    const received = use.receives && canRouteFrames ? receiver.createEncodedStreams?.() : undefined;
    if (received) this.source = router.addSource(received, true);
    const sent = use.sends && canRouteFrames ? sender.createEncodedStreams?.() : undefined;
    if (sent) this.sink = router.addSink(sent, (track) => this.#lend(track));
  }

  get track(): MediaStreamTrack {
    return this.#transceiver.receiver.track;
  }

  /** How loud the peer is, 0 to 1, from the level its packets carry (RFC 6464). */
  get level(): number {
    if (this.source) return this.source.level;
    const [newest] = this.#transceiver.receiver.getSynchronizationSources();
    return newest !== undefined && ageMs(newest) < RECENT_MS ? (newest.audioLevel ?? 0) : 0;
  }

  /**
   * Milliseconds since audio of the peer last came to be played (or would have been, were it not silenced here); undefined if none did for ten
   * seconds. The router knows it where it reads the frames: in Chromium the page stands still for every question to the receiver, until the thread
   * that carries all connections has answered, and this is asked for each line of each link 20 times a second.
   */
  get silentMs(): number | undefined {
    if (!this.source) return this.#playedMs;
    const { lastFrameAt } = this.source;
    const ms = lastFrameAt === undefined ? Infinity : performance.now() - lastFrameAt;
    return ms < FORGOTTEN_MS ? ms : undefined;
  }

  get #playedMs(): number | undefined {
    const [newest] = this.#transceiver.receiver.getSynchronizationSources();
    return newest && ageMs(newest);
  }

  /** Sends the microphone; null sends nothing at all. Needs no renegotiation. */
  speak(own: OwnFrames | null): void {
    if (this.sink) this.pass(own?.source ?? null);
    else this.#lend(own?.track ?? null);
  }

  /** Passes on what comes from a source; null sends nothing at all. The same again is not asked of the router. */
  pass(source: Source | null): void {
    if (source === this.#passed) return;
    this.#passed = source;
    this.sink?.from(source);
  }

  /** What the two sides agreed on is known now. */
  negotiated(): void {
    const { codecs } = this.#transceiver.sender.getParameters();
    this.sink?.negotiated(codecs.flatMap((codec) => codecOf(codec) ?? []));
  }

  close(): void {
    this.source?.close();
    this.sink?.close();
  }

  #lend(track: MediaStreamTrack | null): void {
    // Rejects only when the connection is closing, and then there is nobody to send to.
    this.#transceiver.sender.replaceTrack(track).catch(() => {});
  }
}

function ageMs({ timestamp }: RTCRtpSynchronizationSource): number {
  return performance.timeOrigin + performance.now() - timestamp;
}
