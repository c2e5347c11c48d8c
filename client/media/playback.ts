import type { ParticipantId } from '../../shared/room/state.ts';
import { AudioOutput, type Hearing, type VoiceKey } from './audio-output.ts';
import type { AudioLine } from './audio-line.ts';
import type { Strand } from './links.ts';
import { type SpeakerLine, voiceKey } from './speaker-lines.ts';

type Place = Pick<Strand, 'side' | 'peer'>;

/** Plays each speaker from the one line on which they are heard. Volume belongs to the speaker, on whatever line they come. */
export class Playback {
  readonly output: AudioOutput;
  readonly #volumes = new Map<ParticipantId, number>();
  readonly #hearings = new Map<VoiceKey, Hearing>();
  readonly #speakers = new Map<VoiceKey, ParticipantId>();

  constructor(blockedChanged: (blocked: boolean) => void) {
    this.output = new AudioOutput(blockedChanged);
  }

  add(place: Place, lines: readonly AudioLine[]): void {
    for (const [index, { track }] of lines.entries()) {
      const key = voiceKey(place, index);
      this.output.add(key, track);
      if (!this.#hearings.has(key)) this.#hearings.set(key, 'off');
    }
  }

  remove(place: Place): void {
    for (const key of this.#keysOf(place)) this.output.remove(key);
  }

  forget(place: Place): void {
    for (const key of this.#keysOf(place)) {
      this.output.forget(key);
      this.#hearings.delete(key);
      this.#speakers.delete(key);
    }
  }

  setVolume(speaker: ParticipantId, volume: number): void {
    this.#volumes.set(speaker, volume);
    for (const [key, who] of this.#speakers) if (who === speaker) this.output.setVolume(key, volume);
  }

  /** Plays these lines, each as loud as its speaker should be, makes the `ready` ones ready, and silences all others. */
  play(lines: ReadonlyMap<ParticipantId, SpeakerLine>, ready: ReadonlySet<VoiceKey>): void {
    const speakers = new Map([...lines].map(([speaker, { key }]) => [key, speaker]));
    for (const [key, before] of this.#hearings) {
      const speaker = speakers.get(key);
      if (speaker !== undefined && speaker !== this.#speakers.get(key)) {
        this.#speakers.set(key, speaker);
        this.output.setVolume(key, this.#volumes.get(speaker) ?? 1);
      }
      const hearing = hearingOf(speaker, ready.has(key));
      if (hearing === before) continue;
      this.#hearings.set(key, hearing);
      this.output.setHearing(key, hearing);
    }
  }

  #keysOf({ side, peer }: Place): VoiceKey[] {
    return [...this.#hearings.keys()].filter((key) => key.startsWith(`${side} ${peer} `));
  }
}

function hearingOf(speaker: ParticipantId | undefined, ready: boolean): Hearing {
  if (speaker !== undefined) return 'heard';
  return ready ? 'ready' : 'off';
}
