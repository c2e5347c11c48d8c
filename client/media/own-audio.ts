import { voiceOf } from '../../shared/topology/stage-voice.ts';
import type { OwnFrames } from './audio-line.ts';
import { canRouteFrames } from './encoded-streams.ts';
import type { FrameRouter, Source } from './frame-router.ts';
import { VoiceEncoder } from './voice-encoder.ts';

/** This page's own voice as it is sent: encoded once for everyone, where the browser can. */
export class OwnAudio {
  readonly #router: FrameRouter;
  readonly #made: (source: Source) => void;
  #encoder: VoiceEncoder | undefined;
  #frames: OwnFrames | null = null;

  /** `made` is told of each source before anything is said on it. */
  constructor(router: FrameRouter, made: (source: Source) => void) {
    this.#router = router;
    this.#made = made;
  }

  /** Null while nothing is sent. */
  get frames(): OwnFrames | null {
    return this.#frames;
  }

  /** Sends this from now on, null nothing at all; whether that is a change. */
  speak(microphone: MediaStreamTrack | null): boolean {
    if (microphone === (this.#frames?.track ?? null)) return false;
    const encoder = microphone ? this.#ready() : this.#encoder;
    encoder?.setTrack(microphone);
    this.#frames = microphone && { track: microphone, source: encoder?.source };
    return true;
  }

  /** One is on a stage with so many, oneself included: the encoder is made before anything is said. */
  prepare(stageSize: number): void {
    this.#ready()?.tune(voiceOf(stageSize));
  }

  /** One is not on stage any more. */
  drop(): void {
    this.#encoder?.close();
    this.#encoder = undefined;
  }

  #ready(): VoiceEncoder | undefined {
    if (this.#encoder || !canRouteFrames) return this.#encoder;
    const encoder = new VoiceEncoder(this.#router);
    this.#made(encoder.source);
    this.#encoder = encoder;
    return encoder;
  }
}
