import { Microphone } from '../media/microphone.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { StagePerson } from '../../shared/room/state.ts';
import { devicePreferences } from './device-preferences.ts';

export interface OwnVoiceOptions {
  /** Sends what is heard of this page: the microphone, or nothing at all. */
  readonly speak: (track: MediaStreamTrack | null) => void;
  readonly tell: (command: { type: 'mute' | 'unmute' }) => Promise<RefusalReason | null>;
  readonly changed: () => void;
  readonly lost: () => void;
}

/**
 * One's own microphone against the roster: muting acts here at once, whatever the server is doing; being heard needs both this page
 * and the roster. A microphone that fails mutes.
 */
export class OwnVoice {
  readonly microphone: Microphone;
  readonly #options: OwnVoiceOptions;
  #person: StagePerson | undefined;
  /** What this person last asked for here. */
  #muted = true;
  /** The command about it that is on its way. */
  #telling: 'mute' | 'unmute' | undefined;

  constructor(options: OwnVoiceOptions) {
    this.#options = options;
    this.microphone = new Microphone(() => this.#microphoneChanged());
  }

  /** Whether nothing is sent from here: what one's own microphone button shows. */
  get muted(): boolean {
    return this.#muted;
  }

  /** Follows the roster: undefined in the audience, where the microphone is let go. */
  follow(person: StagePerson | undefined): void {
    const before = this.#person;
    this.#person = person;
    if (!person) {
      this.#muted = true;
      if (this.microphone.state.status !== 'off') this.microphone.stop();
    } else if (!before) {
      void this.microphone.start(devicePreferences.microphone);
    } else if (person.muted && !before.muted && this.#telling !== 'mute') {
      // Somebody else's doing. (One's own mute is told before it is answered, and may be overtaken by a change of mind.)
      this.#muted = true;
    }
    this.#apply();
  }

  async setMuted(muted: boolean): Promise<void> {
    if (!this.#person) return;
    if (!muted && this.microphone.state.status !== 'on')
      await this.microphone.start(devicePreferences.microphone);
    if (!muted && this.microphone.state.status !== 'on') return;
    this.#muted = muted;
    this.#apply();
    this.#options.changed();
  }

  async choose(deviceId: string): Promise<void> {
    devicePreferences.microphone = deviceId;
    if (this.#person) await this.microphone.start(deviceId);
  }

  /** The server is there again: tells it what was decided here meanwhile. */
  retry(): void {
    this.#apply();
  }

  #apply(): void {
    const heard = this.#person !== undefined && !this.#muted;
    this.#options.speak(heard ? this.microphone.track : null);
    if (this.#person && this.#person.muted !== this.#muted) void this.#tell();
  }

  async #tell(): Promise<void> {
    if (this.#telling) return;
    const muted = this.#muted;
    this.#telling = muted ? 'mute' : 'unmute';
    const refused = await this.#options.tell({ type: this.#telling });
    this.#telling = undefined;
    // Nobody is heard behind the room's back. A mute that did not get through is told again when the server is back.
    if (refused && refused !== 'already-so' && !muted) this.#muted = true;
    if (this.#muted === muted) return;
    this.#apply();
    this.#options.changed();
  }

  #microphoneChanged(): void {
    const { state } = this.microphone;
    if (state.status === 'failed') {
      this.#muted = true;
      if (state.why === 'lost') this.#options.lost();
    }
    this.#apply();
    this.#options.changed();
  }
}
