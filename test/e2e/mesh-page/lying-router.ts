import { FrameRouter, type Sink, type Source } from '../../../client/media/frame-router.ts';
import { VoiceEncoder } from '../../../client/media/voice-encoder.ts';

/** The router of a page that passes on what it is told to, until it lies. */
export class LyingRouter extends FrameRouter {
  readonly #sinks = new Set<Sink>();
  #lie: Source | undefined;

  override addSink(...parts: Parameters<FrameRouter['addSink']>): Sink {
    const sink = super.addSink(...parts);
    this.#sinks.add(sink);
    const from = (source: Source | null) => sink.from(this.#lie ?? source);
    const close = () => {
      this.#sinks.delete(sink);
      sink.close();
    };
    return { ...sink, from, close };
  }

  /** From now on this voice is sent in the place of every other one. */
  lie(voice: MediaStreamTrack): void {
    const encoder = new VoiceEncoder(this);
    encoder.setTrack(voice);
    this.#lie = encoder.source;
    for (const sink of this.#sinks) sink.from(encoder.source);
  }
}
