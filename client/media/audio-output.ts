import type { ParticipantId } from '../../shared/room/state.ts';

interface Voice {
  readonly element: HTMLAudioElement;
  readonly track: MediaStreamTrack;
}

interface Setting {
  audible: boolean;
  volume: number;
}

/**
 * Plays what peers send, one `<audio>` element each (Web Audio would defeat Chromium's echo cancellation). Nothing is heard of a
 * peer until `setAudible` says so, whatever that peer sends.
 */
export class AudioOutput {
  readonly #voices = new Map<ParticipantId, Voice>();
  readonly #settings = new Map<ParticipantId, Setting>();
  readonly #blockedChanged: (blocked: boolean) => void;
  #deviceId = '';

  constructor(blockedChanged: (blocked: boolean) => void) {
    this.#blockedChanged = blockedChanged;
  }

  /** Whether this browser lets a page choose the loudspeaker. */
  static readonly canChoose = 'setSinkId' in HTMLMediaElement.prototype;

  add(peer: ParticipantId, track: MediaStreamTrack): void {
    this.remove(peer);
    const element = new Audio();
    element.srcObject = new MediaStream([track]);
    this.#voices.set(peer, { element, track });
    this.#apply(peer);
    void this.#route(element);
    void this.#play(element);
  }

  remove(peer: ParticipantId): void {
    const voice = this.#voices.get(peer);
    if (!voice) return;
    voice.element.pause();
    voice.element.srcObject = null;
    this.#voices.delete(peer);
  }

  setAudible(peer: ParticipantId, audible: boolean): void {
    this.#setting(peer).audible = audible;
    this.#apply(peer);
  }

  /** 0 to 1. */
  setVolume(peer: ParticipantId, volume: number): void {
    this.#setting(peer).volume = Math.min(1, Math.max(0, volume));
    this.#apply(peer);
  }

  forget(peer: ParticipantId): void {
    this.remove(peer);
    this.#settings.delete(peer);
  }

  /** '' is the system's own choice. A device that is gone leaves the voices where they are. */
  async choose(deviceId: string): Promise<void> {
    this.#deviceId = deviceId;
    await Promise.all([...this.#voices.values()].map(({ element }) => this.#route(element)));
  }

  /** Plays what the browser held back; call it from a click. */
  async resume(): Promise<void> {
    await Promise.all([...this.#voices.values()].map(({ element }) => this.#play(element)));
  }

  #setting(peer: ParticipantId): Setting {
    const setting = this.#settings.get(peer) ?? { audible: false, volume: 1 };
    this.#settings.set(peer, setting);
    return setting;
  }

  #apply(peer: ParticipantId): void {
    const voice = this.#voices.get(peer);
    if (!voice) return;
    const { audible, volume } = this.#setting(peer);
    voice.element.muted = !audible;
    voice.element.volume = volume;
    voice.track.enabled = audible;
    // Some browsers pause an element that began muted when it is to be heard without a touch: try, and so find out.
    if (audible && voice.element.paused) void this.#play(voice.element);
  }

  async #play(element: HTMLAudioElement): Promise<void> {
    try {
      await element.play();
      this.#blockedChanged(false);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#blockedChanged(true);
    }
  }

  async #route(element: HTMLAudioElement): Promise<void> {
    if (!AudioOutput.canChoose || element.sinkId === this.#deviceId) return;
    // A loudspeaker that was unplugged since: the system's own is better than none.
    await element.setSinkId(this.#deviceId).catch(() => {});
  }
}
