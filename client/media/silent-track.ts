/** What Chromium offers to make a track out of samples (W3C mediacapture-transform, an earlier draft); TypeScript's library lacks it. */
declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { kind: 'audio' });
  readonly writable: WritableStream<AudioData>;
}

const SAMPLE_RATE = 48_000;
const CHUNK_MS = 60;

/**
 * A track of silence that makes an encoder work. Unlike one of an AudioContext it needs neither a sound device nor a touch of the page,
 * and costs nothing but its samples.
 */
export class SilentTrack {
  readonly track: MediaStreamTrack;
  readonly #writer: WritableStreamDefaultWriter<AudioData>;
  #writtenMs = 0;

  constructor() {
    const generator = new MediaStreamTrackGenerator({ kind: 'audio' });
    this.track = generator;
    this.#writer = generator.writable.getWriter();
  }

  /** Gives 60 ms more of silence, enough for two frames; to be called again until the encoder has taken some. */
  write(): void {
    const numberOfFrames = (SAMPLE_RATE * CHUNK_MS) / 1_000;
    const chunk = new AudioData({
      format: 'f32-planar',
      sampleRate: SAMPLE_RATE,
      numberOfFrames,
      numberOfChannels: 1,
      timestamp: this.#writtenMs * 1_000,
      data: new Float32Array(numberOfFrames),
    });
    this.#writtenMs += CHUNK_MS;
    // Rejects once the track has ended.
    this.#writer.write(chunk).catch(() => {});
  }

  close(): void {
    this.track.stop();
    this.#writer.abort().catch(() => {});
  }
}
