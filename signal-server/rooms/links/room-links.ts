import type { AudioPlace, EnterRequest } from '../../../shared/protocol/messages.ts';
import type { RoomEvent } from '../../../shared/room/events.ts';
import { inAudience, onStage, participant, participants } from '../../../shared/room/state.ts';
import type { ParticipantId, Room } from '../../../shared/room/state.ts';
import { WHOLE_STAGE } from '../../../shared/topology/audience.ts';
import type { LinkPlan, LinkSide } from '../../../shared/topology/plan.ts';
import type { Clock } from '../../clock.ts';
import { BelievedRooms } from './believed-rooms.ts';
import { ComingBack } from './coming-back.ts';
import { LingeringLinks } from './lingering-links.ts';
import { LinkBook } from './link-book.ts';
import { linksOf } from './links-of.ts';
import { PlannedAudience } from './planned-audience.ts';
import { Ticking } from './ticking.ts';

/** How often a room in which something is under way is looked after. */
const TICK_MS = 500;
/** And one where nothing is, but people listen: some are believed more with time. */
const CALM_TICK_MS = 10_000;

/** More who lose their sockets at once, and a quarter of the room, is not their doing. */
const MANY_AWAY = 8;

export interface RoomLinksParts {
  readonly room: () => Room;
  readonly clock: Clock;
  readonly isConnected: (who: ParticipantId) => boolean;
  readonly tell: (who: ParticipantId, links: readonly LinkPlan[]) => void;
  readonly failed: (error: unknown) => void;
}

/** What a page says of itself when it enters. */
export type LinkReport = Pick<EnterRequest, 'carries' | 'uplinks' | 'downlinks'>;

/** Who is linked to whom in one live room: kept up with everything that happens, told to those whom it concerns, and stored nowhere. */
export class RoomLinks {
  readonly #parts: RoomLinksParts;
  readonly #book = new LinkBook();
  readonly #touched = new Set<ParticipantId>();
  readonly #lingering = new LingeringLinks();
  /** Whose socket was lost a moment ago. */
  readonly #justAway = new Set<ParticipantId>();
  #believed = new BelievedRooms();
  #audience: PlannedAudience;
  #comingBack: ComingBack;
  readonly #ticking: Ticking;
  #stopped = false;

  /** People who are in the room already were so before the server was started: each has still to come back. */
  constructor(parts: RoomLinksParts) {
    this.#parts = parts;
    this.#ticking = new Ticking(parts.clock, () => this.#tick());
    const room = parts.room();
    this.#audience = this.#newAudience();
    this.#comingBack = this.#awaiting(participants(room).map(({ id }) => id));
    for (const { id } of room.stage.people) this.#audience.seat(id);
    this.#touch(room.stage.people.map(({ id }) => id));
    this.#publish();
  }

  of(who: ParticipantId): readonly LinkPlan[] {
    return this.#book.of(who);
  }

  has(who: ParticipantId, peer: ParticipantId, side: LinkSide): boolean {
    return this.#book.has(who, peer, side);
  }

  audioPlaceOf(who: ParticipantId): AudioPlace {
    const { depth = null, reach = 0 } = this.#audience.placeOf(who) ?? {};
    return { depth, reach, placesLeft: this.#audience.roomLeft };
  }

  follow(events: readonly RoomEvent[]): void {
    for (const event of events) this.#take(event);
    this.#publish();
  }

  /** Whoever may enter under this id could carry so many: to be said before they do, because it decides where they are seated. */
  expect(newId: ParticipantId, { carries = 0 }: LinkReport): void {
    this.#believed.say(newId, carries);
  }

  /** They did not enter under that id. */
  expectNoMore(newId: ParticipantId): void {
    this.#believed.forget(newId);
  }

  /** A page of somebody has entered, for the first time or again. */
  arrived(who: ParticipantId, { carries = 0, uplinks, downlinks = [] }: LinkReport): void {
    this.#comingBack.end(who);
    this.#believed.say(who, carries);
    if (this.#audience.has(who)) this.#audience.measure(who);
    else this.#comingBack.listener(who, uplinks);
    for (const downlink of downlinks) this.#comingBack.keepFor(who, downlink);
    this.#publish();
  }

  carry(who: ParticipantId, children: number): void {
    this.#believed.say(who, children);
    this.#audience.measure(who);
    this.#publish();
  }

  /** A listener does not hear of their parent or standby any more, or has found out that it deceives. False if `lost` is neither. */
  turned(who: ParticipantId, lost: ParticipantId, deceives: boolean): boolean {
    const waits = this.#comingBack.reportOf(who);
    const uplinks = waits ?? this.#audience.placeOf(who);
    if (!uplinks || (lost !== uplinks.parent && lost !== uplinks.standby)) return false;
    const now = this.#parts.clock.now();
    const isLost = this.#isLost(lost, who);
    if (waits) this.#comingBack.lost(who, waits, lost);
    else if (lost === uplinks.parent) this.#audience.apply({ type: 'turned', id: who });
    else this.#audience.giveAnotherStandby(who);
    if (isLost) {
      this.#believed.doubt(lost, now);
      this.#audience.measure(lost);
    }
    if (deceives) this.#accuse(lost, who);
    this.#publish();
    return true;
  }

  /**
   * Where everything is slow, listeners take each other for lost who are not. Nobody on stage is doubted for that: everyone would have to
   * be linked to everyone there instead, which makes it slower.
   */
  #isLost(lost: ParticipantId, by: ParticipantId): boolean {
    const children = this.#audience.placeOf(lost)?.children.length ?? 0;
    const witnessed = this.#believed.witness(lost, by, children, this.#parts.clock.now());
    return !this.#parts.isConnected(lost) || (witnessed && !onStage(this.#parts.room(), lost));
  }

  /** By person: somebody who leaves and enters again is another participant, but no second witness. */
  #accuse(accused: ParticipantId, by: ParticipantId): void {
    const room = this.#parts.room();
    const accuser = participant(room, by);
    // After a restart a page may have named somebody who is not here, and would never be forgotten.
    if (!accuser || !participant(room, accused)) return;
    this.#believed.accuse(accused, accuser.personId);
    this.#judge(accused);
  }

  /** Not while they are on stage, for the reason of `#isLost`. */
  #judge(who: ParticipantId): void {
    if (inAudience(this.#parts.room(), who) && this.#believed.judge(who)) this.#audience.measure(who);
  }

  stop(): void {
    this.#stopped = true;
    this.#ticking.stop();
  }

  #take(event: RoomEvent): void {
    switch (event.type) {
      case 'entered':
        return this.#audience.seat(event.listener.id);
      case 'came-on-stage':
        return this.#comeOnStage(event.person.id);
      case 'moved-to-audience':
        return this.#goToAudience(event.who);
      case 'left-stage':
      case 'left-audience':
        return this.#leave(event.who);
      case 'stage-away':
      case 'away':
        return void this.#justAway.add(event.who);
      case 'stage-back':
      case 'back':
        // Perhaps with another certificate.
        this.#touch([event.who, ...this.#book.peersOf(event.who)]);
        this.#justAway.delete(event.who);
        return this.#audience.measure(event.who);
      case 'opened':
      case 'closed':
        return this.#begin();
      default:
    }
  }

  #comeOnStage(who: ParticipantId): void {
    this.#comingBack.comeOnStage(who);
    if (this.#audience.has(who)) this.#audience.apply({ type: 'went', id: who, place: 'stage' });
    else this.#audience.seat(who);
    this.#touchStage();
  }

  /** Until they have a parent they hear the others on stage as before. */
  #goToAudience(who: ParticipantId): void {
    this.#touch(this.#book.peersOf(who));
    this.#judge(who);
    this.#audience.apply({ type: 'went', id: who, place: 'audience' });
    if (this.#audience.placeOf(who)?.parent !== WHOLE_STAGE) this.#audience.lingerOnStage(who);
  }

  #leave(who: ParticipantId): void {
    this.#touch([who, ...this.#book.peersOf(who)]);
    this.#lingering.endAll(who);
    this.#believed.forget(who);
    this.#justAway.delete(who);
    this.#comingBack.end(who);
    this.#audience.apply({ type: 'left', id: who });
  }

  #begin(): void {
    this.#book.clear();
    this.#touched.clear();
    this.#lingering.clear();
    this.#justAway.clear();
    this.#believed = new BelievedRooms();
    this.#audience = this.#newAudience();
    this.#comingBack = this.#awaiting([]);
  }

  #awaiting(absent: readonly ParticipantId[]): ComingBack {
    const { room, clock } = this.#parts;
    return new ComingBack({ room, clock, audience: this.#audience, absent });
  }

  #newAudience(): PlannedAudience {
    const { room, clock } = this.#parts;
    const touch = (who: ParticipantId) => void this.#touched.add(who);
    return new PlannedAudience({ room, clock, believed: this.#believed, lingering: this.#lingering, touch });
  }

  /** Unless they are so many that it is the server whose connections were lost: all are back in a moment. */
  #giveNobodyToThoseAway(): void {
    const people = this.#audience.listeners + this.#parts.room().stage.people.length;
    if (this.#justAway.size > MANY_AWAY && this.#justAway.size > people / 4) return;
    for (const who of this.#justAway) this.#audience.measure(who);
    this.#justAway.clear();
  }

  #touch(some: Iterable<ParticipantId>): void {
    for (const who of some) this.#touched.add(who);
  }

  #touchStage(): void {
    this.#touch(this.#parts.room().stage.people.map(({ id }) => id));
    this.#touch(this.#audience.ordinary);
  }

  /** Tells those whose links have changed. The cost is that of their links: the audience may be as large as it likes. */
  #publish(): void {
    const room = this.#parts.room();
    for (const who of this.#touched) {
      const one = participant(room, who);
      const links = one ? linksOf(one, this.#sourcesFor(who, room)) : [];
      if (this.#book.write(who, links) && one) this.#parts.tell(who, links);
    }
    this.#touched.clear();
    this.#tickLater();
  }

  #sourcesFor(who: ParticipantId, room: Room) {
    const { ordinary } = this.#audience;
    return { room, place: this.#audience.placeOf(who), ordinary, lingering: this.#lingering };
  }

  #tickLater(): void {
    const underWay =
      this.#audience.restless ||
      this.#justAway.size > 0 ||
      this.#lingering.any ||
      this.#believed.anyDoubt ||
      this.#comingBack.anyWaiting;
    if (this.#stopped || (!underWay && this.#audience.listeners === 0)) return this.#ticking.stop();
    this.#ticking.within(underWay ? TICK_MS : CALM_TICK_MS);
  }

  #tick(): void {
    try {
      const now = this.#parts.clock.now();
      this.#audience.expireLingering(now);
      for (const who of this.#believed.expire(now)) this.#audience.measure(who);
      this.#comingBack.seatReady();
      this.#giveNobodyToThoseAway();
      this.#audience.tend(now);
      this.#publish();
    } catch (error) {
      this.#parts.failed(error);
      this.#ticking.within(CALM_TICK_MS);
    }
  }
}
