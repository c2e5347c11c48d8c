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
    const [newest] = this.#transceiver.receiver.getSynchronizationSources();
    return newest !== undefined && ageMs(newest) < RECENT_MS ? (newest.audioLevel ?? 0) : 0;
  }

  /** Milliseconds since audio of the peer was last played (or would have been, were it not silenced here); undefined if none was for ten seconds. */
  get silentMs(): number | undefined {
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
