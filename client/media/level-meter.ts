/** The level of a local track. (Web Audio is fine here: nothing of it is played.) */
export class LevelMeter {
  readonly #context = new AudioContext();
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(track: MediaStreamTrack) {
    this.#analyser = new AnalyserNode(this.#context, { fftSize: 512 });
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
    // Suspended until the person has touched the page; the meter stays at 0 that long.
    void this.#context.resume();
  }

  /** Root mean square of the last 10 ms, 0 to 1. */
  get level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    return Math.sqrt(power);
  }

  close(): void {
    void this.#context.close();
  }
}
