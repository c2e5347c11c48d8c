import { type StageVoice, voiceOf } from '../../shared/topology/stage-voice.ts';
import type { FrameRouter, Source } from './frame-router.ts';
import { VoiceLoopback } from './voice-loopback.ts';

/** A silent voice still gives two frames a second: after so many ticks without any, 2 s, its encoder has stopped. */
const PATIENCE = 40;
/** Where a new one does not help either, for instance without any network, it is tried less and less often. */
const MOST_PATIENCE = 16 * PATIENCE;

/** Encodes the microphone once, for everyone it is sent to: RED, discontinuous, with error correction (docs/media.md). */
export class VoiceEncoder {
  /** The frames of one's own voice. It stays the same one, whatever happens to the encoder. */
  readonly source: Source;
  readonly #stopWatching: () => void;
  #voice: StageVoice;
  #loopback: VoiceLoopback;
  #track: MediaStreamTrack | null = null;
  #lastFrameAt: number | undefined;
  #ticksWithout = 0;
  #patience = PATIENCE;

  /** Encodes as is right for a stage of one, until told otherwise. */
  constructor(router: FrameRouter) {
    this.#voice = voiceOf(1);
    this.#loopback = new VoiceLoopback(this.#voice);
    this.source = router.addSource(this.#loopback.streams, false);
    this.source.hush(true);
    this.#stopWatching = router.onTick(() => this.#watch());
  }

  /** How it is encoded from now on. The same again changes nothing; anything else is not heard for some ten milliseconds. */
  tune(voice: StageVoice): void {
    if (voice.opusKbps === this.#voice.opusKbps && voice.red === this.#voice.red) return;
    this.#voice = voice;
    this.#renew();
  }

  /** What is encoded; null sends nothing more from this moment on, not even what was said just before. */
  setTrack(track: MediaStreamTrack | null): void {
    this.#track = track;
    this.#ticksWithout = 0;
    this.#patience = PATIENCE;
    this.source.hush(track === null);
    this.#loopback.encode(track);
  }

  close(): void {
    this.#stopWatching();
    this.source.close();
    this.#loopback.close();
  }

  /** Makes an encoder anew that gives nothing though there is a microphone. */
  #watch(): void {
    const { lastFrameAt } = this.source;
    const comes = lastFrameAt !== this.#lastFrameAt;
    this.#lastFrameAt = lastFrameAt;
    if (comes) this.#patience = PATIENCE;
    const { readyState, muted } = this.#track ?? { readyState: 'ended', muted: true };
    this.#ticksWithout = comes || readyState === 'ended' || muted ? 0 : this.#ticksWithout + 1;
    if (this.#ticksWithout >= this.#patience) this.#renew();
  }

  #renew(): void {
    this.#ticksWithout = 0;
    this.#patience = Math.min(MOST_PATIENCE, this.#patience * 2);
    this.#loopback.close();
    this.#loopback = new VoiceLoopback(this.#voice);
    this.source.renew(this.#loopback.streams);
    this.#loopback.encode(this.#track);
  }
}
