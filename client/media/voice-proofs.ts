import type { ParticipantId, RoomId } from '../../shared/room/state.ts';
import { canSignVoices, type VoiceKey } from './certificate.ts';
import type { FrameRouter, Source } from './frame-router.ts';
import type { ExpectedVoice } from './router/router-messages.ts';

const NO_KEYS: ReadonlyMap<ParticipantId, string> = new Map();

/** Has one's own voice signed, and the voices checked that others pass on (decision 027). */
export class VoiceProofs {
  readonly #router: FrameRouter;
  readonly #key: VoiceKey | undefined;
  #room: RoomId = '';
  #aheadMs = 0;
  #you: ParticipantId = '';
  #keys = NO_KEYS;
  #own: Source | undefined;

  constructor(router: FrameRouter, key: VoiceKey | undefined) {
    this.#router = router;
    this.#key = key;
  }

  /** One is in this room, where it is `now` (ms). */
  enter(room: RoomId, now: number): void {
    this.#room = room;
    this.#aheadMs = now - (performance.timeOrigin + performance.now());
    this.#tell();
  }

  /** By the roster these are the keys of who is on stage. */
  follow(you: ParticipantId, keys: ReadonlyMap<ParticipantId, string>): void {
    if (canSignVoices && !haveSame(keys, this.#keys)) {
      this.#keys = keys;
      this.#tell();
    }
    if (you === this.#you) return;
    this.#you = you;
    this.#seal();
  }

  /** Signs what is sent of this source, which is one's own voice. */
  sign(source: Source): void {
    this.#own = source;
    this.#seal();
  }

  /** What a line should give over which `from` sends the voice of this speaker: something that is signed, if the speaker signs what they say. */
  expected(speaker: ParticipantId, from: ParticipantId): ExpectedVoice {
    return this.#keys.has(speaker) ? { speaker, straight: speaker === from } : 'anyone';
  }

  #tell(): void {
    if (this.#room && canSignVoices)
      this.#router.enter({ room: this.#room, aheadMs: this.#aheadMs, keys: this.#keys });
  }

  #seal(): void {
    if (this.#key && this.#you) this.#own?.seal(this.#you, this.#key.privateKey);
  }
}

function haveSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}
