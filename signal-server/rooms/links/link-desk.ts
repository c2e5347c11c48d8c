import type { Answer, AudioPlace } from '../../../shared/protocol/messages.ts';
import type { Envelope } from '../../../shared/protocol/signals.ts';
import type { ParticipantId } from '../../../shared/room/state.ts';
import { otherSide } from '../../../shared/topology/plan.ts';
import { granted, refused } from '../../answers.ts';
import type { PageSocket, RoomLines } from '../room-lines.ts';
import type { RoomLinks } from './room-links.ts';

/** What the pages of one room ask about their links. */
export class LinkDesk {
  readonly #lines: RoomLines;
  readonly #links: RoomLinks;

  constructor(lines: RoomLines, links: RoomLinks) {
    this.#lines = lines;
    this.#links = links;
  }

  /** Passes a signal on to whoever is linked to the sender on this side. `unavailable` while that one has no socket. */
  signal(socket: PageSocket, to: ParticipantId, { side, attempt, signal }: Envelope): Answer<null> {
    const from = this.#lines.whoIs(socket);
    if (from === undefined) return refused('not-in-room');
    if (!this.#links.has(from, to, side)) return refused('not-linked');
    const envelope = { from, side: otherSide(side), attempt, signal };
    return this.#lines.tell(to, 'signal', envelope) ? granted(null) : refused('unavailable');
  }

  carry(socket: PageSocket, children: number): Answer<null> {
    const who = this.#lines.whoIs(socket);
    if (who === undefined) return refused('not-in-room');
    this.#links.carry(who, children);
    return granted(null);
  }

  /** `not-linked` if whoever is lost was neither the parent nor the standby: the plan has been faster. */
  turned(socket: PageSocket, lost: ParticipantId, deceives: boolean): Answer<null> {
    const who = this.#lines.whoIs(socket);
    if (who === undefined) return refused('not-in-room');
    return this.#links.turned(who, lost, deceives) ? granted(null) : refused('not-linked');
  }

  audio(socket: PageSocket): Answer<AudioPlace> {
    const who = this.#lines.whoIs(socket);
    return who === undefined ? refused('not-in-room') : granted(this.#links.audioPlaceOf(who));
  }

  /** How many links whoever speaks through this socket should have. */
  count(socket: PageSocket): number {
    const who = this.#lines.whoIs(socket);
    return who === undefined ? 0 : this.#links.of(who).length;
  }
}
