import type { StageBeat } from '../../shared/protocol/beats.ts';
import type { ParticipantId } from '../../shared/room/state.ts';
import { BeatSender } from './beats.ts';
import type { Strand } from './links.ts';

/** Tells those on stage that one is there. */
export class StageBeats {
  readonly #senders = new Map<ParticipantId, BeatSender<StageBeat>>();

  /** Call it often. */
  say(strands: readonly Strand[], now: number): void {
    for (const strand of strands) {
      const sender = this.#senders.get(strand.peer) ?? new BeatSender();
      this.#senders.set(strand.peer, sender);
      sender.say(strand, {}, now);
    }
  }

  forget(peer: ParticipantId): void {
    this.#senders.delete(peer);
  }
}
