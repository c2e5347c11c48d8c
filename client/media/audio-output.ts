/** One audio line of one link. */
export type VoiceKey = string;

/** What is to be done with what comes over a line: not even an element for it; one that waits; one that plays. */
export type Hearing = 'off' | 'ready' | 'heard';

interface Voice {
  track?: MediaStreamTrack;
  element?: HTMLAudioElement;
  hearing: Hearing;
  volume: number;
  /** The browser plays it only after a touch. */
  blocked: boolean;
}

/**
 * Plays what comes over the lines, one `<audio>` element each (Web Audio would defeat Chromium's echo cancellation). Nothing of a
 * line is heard until `setHearing` says so, whatever is sent.
 */
export class AudioOutput {
  readonly #voices = new Map<VoiceKey, Voice>();
  readonly #blockedChanged: (blocked: boolean) => void;
  #deviceId = '';

  constructor(blockedChanged: (blocked: boolean) => void) {
    this.#blockedChanged = blockedChanged;
  }

  /** Whether this browser lets a page choose the loudspeaker. */
  static readonly canChoose = 'setSinkId' in HTMLMediaElement.prototype;

  add(key: VoiceKey, track: MediaStreamTrack): void {
    const voice = this.#voice(key);
    this.#silence(voice);
    voice.track = track;
    this.#apply(voice);
  }

  remove(key: VoiceKey): void {
    const voice = this.#voice(key);
    this.#silence(voice);
    delete voice.track;
  }

  setHearing(key: VoiceKey, hearing: Hearing): void {
    const voice = this.#voice(key);
    voice.hearing = hearing;
    this.#apply(voice);
  }

  /** 0 to 1. */
  setVolume(key: VoiceKey, volume: number): void {
    const voice = this.#voice(key);
    voice.volume = Math.min(1, Math.max(0, volume));
    this.#apply(voice);
  }

  forget(key: VoiceKey): void {
    this.remove(key);
    this.#voices.delete(key);
  }

  /** '' is the system's own choice. A device that is gone leaves the voices where they are. */
  async choose(deviceId: string): Promise<void> {
    this.#deviceId = deviceId;
    await Promise.all(this.#elements().map((element) => this.#route(element)));
  }

  /** Plays what the browser held back; call it from a click. */
  async resume(): Promise<void> {
    await Promise.all([...this.#voices.values()].map((voice) => this.#play(voice)));
  }

  #voice(key: VoiceKey): Voice {
    const voice = this.#voices.get(key) ?? { hearing: 'off', volume: 1, blocked: false };
    this.#voices.set(key, voice);
    return voice;
  }

  #elements(): HTMLAudioElement[] {
    return [...this.#voices.values()].flatMap(({ element }) => (element ? [element] : []));
  }

  #apply(voice: Voice): void {
    const { track, hearing, volume } = voice;
    if (!track) return;
    track.enabled = hearing === 'heard';
    // Making an element is the dearest part of a link: somebody in the audience, who will not be heard, gets none.
    if (hearing === 'off') return this.#silence(voice);
    const element = (voice.element ??= this.#make(voice, track));
    element.muted = hearing !== 'heard';
    element.volume = volume;
    if (element.paused) void this.#play(voice);
  }

  #make(voice: Voice, track: MediaStreamTrack): HTMLAudioElement {
    const element = new Audio();
    element.srcObject = new MediaStream([track]);
    // A browser may pause, a moment later, an element that began muted and is now to be heard without a touch: try again, and so
    // find out.
    element.addEventListener('pause', () => voice.element === element && void this.#play(voice));
    void this.#route(element);
    return element;
  }

  async #play(voice: Voice): Promise<void> {
    const { element } = voice;
    if (!element) return;
    const blocked = await element.play().then(
      () => element.paused && voice.blocked,
      (error: unknown) =>
        error instanceof DOMException && error.name === 'NotAllowedError' ? true : voice.blocked,
    );
    // Meanwhile it may have been taken away.
    if (voice.element === element) this.#setBlocked(voice, blocked);
  }

  #setBlocked(voice: Voice, blocked: boolean): void {
    voice.blocked = blocked;
    this.#blockedChanged([...this.#voices.values()].some((each) => each.blocked));
  }

  async #route(element: HTMLAudioElement): Promise<void> {
    if (!AudioOutput.canChoose || element.sinkId === this.#deviceId) return;
    // A loudspeaker that was unplugged since: the system's own is better than none.
    await element.setSinkId(this.#deviceId).catch(() => {});
  }

  #silence(voice: Voice): void {
    const { element } = voice;
    if (!element) return;
    delete voice.element;
    element.pause();
    element.srcObject = null;
    this.#setBlocked(voice, false);
  }
}
