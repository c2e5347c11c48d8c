import { inAudience, participant, type ParticipantId, type Room } from '../../../shared/room/state.ts';
import {
  type Arrival,
  type AudiencePlace,
  type Change,
  type UplinkChange,
  type Uplinks,
  WHOLE_STAGE,
} from '../../../shared/topology/audience.ts';
import { MOST_MENDINGS } from '../../../shared/topology/audience-limits.ts';
import { AudiencePlanner } from '../../../shared/topology/audience-planner.ts';
import type { Clock } from '../../clock.ts';
import type { BelievedRooms } from './believed-rooms.ts';
import type { LingeringLink, LingeringLinks } from './lingering-links.ts';

interface Parts {
  readonly room: () => Room;
  readonly clock: Clock;
  readonly believed: BelievedRooms;
  readonly lingering: LingeringLinks;
  /** Called with everyone whose links may have changed. */
  readonly touch: (who: ParticipantId) => void;
}

/** The planner of one room, and what follows from what it moves: whose links change, and which of them stay for a while. */
export class PlannedAudience {
  readonly #parts: Parts;
  readonly #planner = new AudiencePlanner();
  readonly #ordinary = new Set<ParticipantId>();
  #listeners = 0;
  /** How many tendings in a row have changed nothing. */
  #quietTendings = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    // The planner learns the time by that alone: without it everyone would be a newcomer.
    this.#planner.apply({ type: 'tend', now: parts.clock.now() });
  }

  /** The listeners who are linked to everyone on stage. */
  get ordinary(): ReadonlySet<ParticipantId> {
    return this.#ordinary;
  }

  /** About how many more listeners the room can hold. Looks at everyone. */
  get roomLeft(): number {
    return this.#planner.roomLeft;
  }

  /** Whether tending could better anything soon: not when it has gone round everyone and found nothing. */
  get restless(): boolean {
    return this.#listeners > 0 && this.#quietTendings < 2 + this.#listeners / MOST_MENDINGS;
  }

  get listeners(): number {
    return this.#listeners;
  }

  placeOf(who: ParticipantId): AudiencePlace | undefined {
    return this.#planner.placeOf(who);
  }

  has(who: ParticipantId): boolean {
    return this.placeOf(who) !== undefined;
  }

  /** Betters a few places, if there is anybody. */
  tend(now: number): void {
    if (this.#listeners === 0) return;
    const before = this.#quietTendings;
    if (!this.apply({ type: 'tend', now })) this.#quietTendings = before + 1;
  }

  /** False if it changed nothing. */
  apply(change: Change): boolean {
    this.#quietTendings = 0;
    const changes = this.#planner.apply(change);
    for (const one of changes) this.#follow(one);
    for (const { before } of changes) this.#keepFull(before?.parent);
    return changes.length > 0;
  }

  /** Somebody enters, in the audience or, as the owner does, on stage. */
  seat(who: ParticipantId): void {
    for (const arrival of this.#arrival(who)) this.apply({ type: 'joined', ...arrival });
  }

  /** Seats people where they are already, as far as that can be. */
  resume(arrivals: readonly { readonly who: ParticipantId; readonly at: Uplinks | undefined }[]): void {
    this.apply({
      type: 'resumed',
      arrivals: arrivals.flatMap(({ who, at }) => this.#arrival(who, at)),
    });
  }

  /** To be called when something else may be believed of somebody. Who is away keeps their children, and is given no others. */
  measure(who: ParticipantId): void {
    const { room, believed } = this.#parts;
    const [one, place] = [participant(room(), who), this.placeOf(who)];
    if (!one || !place) return;
    const children = believed.of(who);
    const most = one.awaySince === null ? children : Math.min(children, place.children.length);
    this.apply({ type: 'measured', id: who, room: most });
  }

  /** For a listener whose standby is lost: whoever was that is not chosen again. */
  giveAnotherStandby(who: ParticipantId): void {
    this.apply({ type: 'uncovered', id: who });
  }

  /** For a listener who has been linked to everyone on stage until now. */
  lingerOnStage(listener: ParticipantId): void {
    const room = this.#parts.room();
    if (!inAudience(room, listener)) return;
    for (const { id: peer } of room.stage.people) this.linger({ listener, peer, kind: 'stage' });
  }

  /** Keeps a link for a while, if it is between two who are in the room. */
  linger(link: Parameters<LingeringLinks['add']>[0]): void {
    const { room, clock, lingering } = this.#parts;
    if (link.listener === link.peer) return;
    if (!participant(room(), link.listener) || !participant(room(), link.peer)) return;
    this.#touchEnds([link, ...lingering.add(link, clock.now())]);
  }

  /** Ends what lingers of a listener's links. */
  endLingering(listener: ParticipantId): void {
    this.#touchEnds(this.#parts.lingering.endUp(listener));
  }

  expireLingering(now: number): void {
    this.#touchEnds(this.#parts.lingering.expire(now));
  }

  #touchEnds(links: Iterable<Pick<LingeringLink, 'listener' | 'peer'>>): void {
    for (const { listener, peer } of links) {
      this.#parts.touch(listener);
      this.#parts.touch(peer);
    }
  }

  #arrival(who: ParticipantId, at?: Uplinks): Arrival[] {
    const { room, believed } = this.#parts;
    const one = participant(room(), who);
    if (!one) return [];
    const place = one.role === 'listener' ? 'audience' : 'stage';
    const person: Arrival['person'] = { id: who, place, room: believed.of(who), since: one.enteredAt };
    return [{ person, ...(at && { at }) }];
  }

  #follow({ id, before, after }: UplinkChange): void {
    if (after?.parent === WHOLE_STAGE) this.#ordinary.add(id);
    else this.#ordinary.delete(id);
    this.#listeners += Number(after !== null) - Number(before !== null);
    this.#parts.touch(id);
    for (const uplinks of [before, after]) this.#touchUp(uplinks);
    if (before) this.#lingerAfter(id, before, after);
  }

  #touchUp(uplinks: Uplinks | null): void {
    const { room, touch } = this.#parts;
    if (uplinks?.parent === WHOLE_STAGE) for (const { id } of room().stage.people) touch(id);
    else if (uplinks?.parent) touch(uplinks.parent);
    if (uplinks?.standby) touch(uplinks.standby);
  }

  #lingerAfter(listener: ParticipantId, before: Uplinks, after: Uplinks | null): void {
    for (const peer of [before.parent, before.standby]) {
      if (peer === null || peer === after?.parent || peer === after?.standby) continue;
      if (peer === WHOLE_STAGE) this.lingerOnStage(listener);
      else this.linger({ listener, peer, kind: 'former' });
    }
  }

  /** Somebody who is away has lost a child: the place is not for others. */
  #keepFull(parent: ParticipantId | null | undefined): void {
    if (!parent) return;
    const one = participant(this.#parts.room(), parent);
    if (one && one.awaySince !== null) this.measure(parent);
  }
}
