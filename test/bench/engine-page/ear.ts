/** What a stretch of sound was like: its level (RMS, 1 is full scale) in each millisecond. */
export interface Recording {
  /** When it began, in milliseconds of the page's one AudioContext. */
  readonly startMs: number;
  readonly levels: readonly number[];
}

/** So many levels are told at once. */
const PART_MS = 100;

/** Runs in the audio thread, which hands out 128 samples at a time: no whole number of milliseconds. */
const processor = `registerProcessor('ear', class extends AudioWorkletProcessor {
  #energy = 0;
  #count = 0;
  #levels = [];
  #startMs;
  process([[samples]]) {
    const perMs = sampleRate / 1000;
    for (let i = 0; i < 128; i += 1) {
      this.#startMs ??= currentTime * 1000;
      this.#energy += (samples?.[i] ?? 0) ** 2;
      if (++this.#count < perMs) continue;
      this.#levels.push(Math.sqrt(this.#energy / this.#count));
      this.#energy = this.#count = 0;
    }
    if (this.#levels.length >= ${PART_MS}) {
      this.port.postMessage({ startMs: this.#startMs, levels: this.#levels });
      this.#startMs = (this.#startMs ?? 0) + this.#levels.length;
      this.#levels = [];
    }
    return true;
  }
});`;

let context: Promise<AudioContext> | undefined;

/** The page's one clock for everything that is played and heard; it costs processor time from the first call on. */
export function audioContext(): Promise<AudioContext> {
  context ??= openContext();
  return context;
}

async function openContext(): Promise<AudioContext> {
  const opened = new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
  await opened.audioWorklet.addModule(
    URL.createObjectURL(new Blob([processor], { type: 'text/javascript' })),
  );
  await opened.resume();
  return opened;
}

/** Hears tracks, together, to the millisecond. They have to play in some audio element as well, or Chromium gives Web Audio nothing. */
export async function record(tracks: readonly MediaStreamTrack[], forMs: number): Promise<Recording> {
  const audio = await audioContext();
  const node = new AudioWorkletNode(audio, 'ear', { channelCount: 1, channelCountMode: 'explicit' });
  const sources = tracks.map((track) => audio.createMediaStreamSource(new MediaStream([track])));
  for (const source of sources) source.connect(node);
  node.connect(new GainNode(audio, { gain: 0 })).connect(audio.destination);
  // What `processor` above posts.
  const told = await new Promise<readonly Recording[]>((resolve) => {
    const parts: Recording[] = [];
    node.port.addEventListener('message', ({ data }: MessageEvent<Recording>) => {
      if (parts.push(data) * PART_MS >= forMs) resolve(parts);
    });
    node.port.start();
  });
  for (const source of sources) source.disconnect();
  node.disconnect();
  return { startMs: told[0]?.startMs ?? 0, levels: told.flatMap(({ levels }) => levels) };
}
