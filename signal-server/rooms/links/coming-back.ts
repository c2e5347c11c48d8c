import type { ReportedDownlink, ReportedUplinks } from '../../../shared/protocol/messages.ts';
import { inAudience, onStage, participant } from '../../../shared/room/state.ts';
import type { ParticipantId, Room } from '../../../shared/room/state.ts';
import { type Uplinks, WHOLE_STAGE } from '../../../shared/topology/audience.ts';
import type { Clock } from '../../clock.ts';
import type { PlannedAudience } from './planned-audience.ts';
import { ReturningListeners } from './returning-listeners.ts';

interface Parts {
  readonly room: () => Room;
  readonly clock: Clock;
  readonly audience: PlannedAudience;
  /** Who was in the room before the server was started. */
  readonly absent: Iterable<ParticipantId>;
}

/** Gives the listeners who come back after a restart the places they have; until that can be, they keep the links they have. */
export class ComingBack {
  readonly #parts: Parts;
  readonly #returning: ReturningListeners;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#returning = new ReturningListeners(parts.absent);
  }

  get anyWaiting(): boolean {
    return this.#returning.anyWaiting;
  }

  /** What somebody who waits has reported; undefined for everyone else. */
  reportOf(who: ParticipantId): ReportedUplinks | undefined {
    return this.#returning.reportOf(who);
  }

  /** Back, or gone for good. */
  end(who: ParticipantId): void {
    this.#returning.end(who);
  }

  /** Who waited has come on stage, and hears the room as before until they are linked there. */
  comeOnStage(who: ParticipantId): void {
    const waited = this.#returning.reportOf(who);
    this.#returning.waitNoMore(who);
    if (waited) this.#lingerAsReported(who, waited);
  }

  /** For a listener who has no place: without a report, as a newcomer. */
  listener(who: ParticipantId, uplinks: ReportedUplinks | undefined): void {
    const { audience, clock } = this.#parts;
    audience.endLingering(who);
    if (!uplinks) return audience.seat(who);
    this.#returning.wait(who, uplinks, clock.now());
    for (const kind of ['parent', 'standby'] as const) {
      const peer = uplinks[kind];
      if (peer) audience.linger({ listener: who, peer, kind });
    }
    if (uplinks.parent === null) audience.lingerOnStage(who);
  }

  /** Somebody who waits has lost their parent, or the standby. */
  lost(who: ParticipantId, { parent, standby }: ReportedUplinks, lost: ParticipantId): void {
    if (lost !== parent) return this.listener(who, { parent, standby: null });
    this.#returning.waitNoMore(who);
    this.listener(who, standby === null ? undefined : { parent: standby, standby: null });
    this.#parts.audience.linger({ listener: who, peer: lost, kind: 'former' });
  }

  /** A page that is back has a link to a listener who is not: it is theirs to say what it is to them. */
  keepFor(peer: ParticipantId, { peer: listener, side }: ReportedDownlink): void {
    const room = this.#parts.room();
    if (!this.#returning.isAbsent(listener) || !inAudience(room, listener)) return;
    if (side === 'stage' && !onStage(room, peer)) return;
    this.#parts.audience.linger({ listener, peer, kind: side === 'stage' ? 'stage' : 'former' });
  }

  /** Seats those who need wait no more, all in one change. */
  seatReady(): void {
    const { audience, clock } = this.#parts;
    const ready = this.#returning.ready(clock.now()).flatMap((who) => {
      const uplinks = this.#returning.reportOf(who);
      return uplinks ? [{ who, uplinks, at: this.#whereTo(uplinks) }] : [];
    });
    if (ready.length === 0) return;
    for (const { who } of ready) {
      this.#returning.waitNoMore(who);
      audience.endLingering(who);
    }
    audience.resume(ready);
    for (const { who, uplinks } of ready) this.#lingerAsReported(who, uplinks);
  }

  /** Nobody named: linked to everyone on stage. Whose parent is not back goes beneath the standby. */
  #whereTo({ parent, standby }: ReportedUplinks): Uplinks {
    if (parent === null) return { parent: WHOLE_STAGE, standby: null };
    return this.#isBack(parent) ? { parent, standby } : { parent: standby, standby: null };
  }

  #isBack(who: ParticipantId): boolean {
    return participant(this.#parts.room(), who) !== undefined && !this.#returning.isAbsent(who);
  }

  /** What they had and have no more stays as long as after any move. */
  #lingerAsReported(listener: ParticipantId, reported: ReportedUplinks): void {
    const { audience } = this.#parts;
    const place = audience.placeOf(listener);
    for (const peer of [reported.parent, reported.standby])
      if (peer && peer !== place?.parent && peer !== place?.standby)
        audience.linger({ listener, peer, kind: 'former' });
    if (reported.parent === null && place?.parent !== WHOLE_STAGE) audience.lingerOnStage(listener);
  }
}
