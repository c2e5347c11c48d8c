import { LevelMeter } from './level-meter.ts';

type Failure = 'blocked' | 'absent' | 'lost' | 'busy';

/** The state of this page's own microphone. A listener's stays `off`: nobody is asked before they speak. */
export type MicrophoneState =
  | { readonly status: 'off' }
  | { readonly status: 'asking' }
  | { readonly status: 'on'; readonly deviceId: string; readonly label: string }
  /** `blocked`: the person or browser said no. `absent`: there is none. `lost`: it was unplugged. `busy`: another program holds it. */
  | { readonly status: 'failed'; readonly why: Failure };

/** The one microphone of this page, from asking for it to letting it go. */
export class Microphone {
  readonly #changed: () => void;
  #state: MicrophoneState = { status: 'off' };
  #track: MediaStreamTrack | null = null;
  #meter: LevelMeter | undefined;
  /** Counts the requests, so that an answer to an overtaken one lets its microphone go again. */
  #request = 0;
  #asking: { readonly deviceId: string; readonly answered: Promise<void> } | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): MicrophoneState {
    return this.#state;
  }

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  /** How loud the microphone is right now, 0 to 1. */
  get level(): number {
    return this.#meter?.level ?? 0;
  }

  /**
   * Asks for the microphone ('' is the system's choice); resolves when the answer is in `state`. The old one stays until then. Whoever
   * asks for the same again meanwhile waits for the same answer: nobody is prompted twice.
   */
  start(deviceId: string): Promise<void> {
    if (this.#asking?.deviceId === deviceId) return this.#asking.answered;
    const answered = this.#ask(deviceId, ++this.#request);
    this.#asking = { deviceId, answered };
    return answered;
  }

  stop(): void {
    this.#request += 1;
    this.#asking = undefined;
    this.#release();
    this.#enter({ status: 'off' });
  }

  async #ask(deviceId: string, request: number): Promise<void> {
    if (!this.#track) this.#enter({ status: 'asking' });
    const answer = await requestTrack(deviceId).catch(failureOf);
    if (request !== this.#request) {
      if (typeof answer !== 'string') answer.stop();
      return;
    }
    this.#asking = undefined;
    if (typeof answer === 'string') this.#fail(answer);
    else this.#use(answer);
  }

  #use(track: MediaStreamTrack): void {
    this.#release();
    this.#track = track;
    this.#meter = new LevelMeter(track);
    track.addEventListener('ended', () => {
      if (track === this.#track) this.#fail('lost');
    });
    this.#enter({ status: 'on', deviceId: track.getSettings().deviceId ?? '', label: track.label });
  }

  #fail(why: Failure): void {
    this.#release();
    this.#enter({ status: 'failed', why });
  }

  #release(): void {
    this.#meter?.close();
    this.#meter = undefined;
    this.#track?.stop();
    this.#track = null;
  }

  #enter(state: MicrophoneState): void {
    this.#state = state;
    this.#changed();
  }
}

async function requestTrack(deviceId: string): Promise<MediaStreamTrack> {
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
  const ask = (constraints: MediaTrackConstraints) =>
    navigator.mediaDevices.getUserMedia({ audio: constraints });
  const chosen = deviceId === '' ? audio : { ...audio, deviceId: { exact: deviceId } };
  const stream = await ask(chosen).catch((error: unknown) => {
    // The one chosen last time is not plugged in today.
    if (deviceId !== '' && failureOf(error) === 'absent') return ask(audio);
    throw error;
  });
  const [track] = stream.getAudioTracks();
  if (!track) throw new DOMException('no audio track', 'NotFoundError');
  return track;
}

function failureOf(error: unknown): Failure {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'blocked';
}
