import type { Logger } from 'pino';
import type { Answer, Entrance, IceServer, ListenerCard, Preview } from '../../shared/protocol/messages.ts';
import {
  enter,
  leave,
  loseTouch,
  loseTouchWithAll,
  open,
  passTime,
  type Visitor,
} from '../../shared/room/attendance.ts';
import type { Command } from '../../shared/room/commands.ts';
import { decide, type Decision } from '../../shared/room/decide.ts';
import type { Asker } from '../../shared/room/door.ts';
import { forget, type Forgotten } from '../../shared/room/forget.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import {
  participant,
  participantOf,
  type ParticipantId,
  type PersonId,
  type Room,
} from '../../shared/room/state.ts';
import { answered, granted, refused } from '../answers.ts';
import type { Clock } from '../clock.ts';
import type { Store, StoredRoom } from '../store/store.ts';
import { Knocks, type Knocker } from './knocks.ts';
import { LinkDesk } from './links/link-desk.ts';
import { RoomLinks } from './links/room-links.ts';
import { RoomAlarm } from './room-alarm.ts';
import { RoomBroadcast } from './room-broadcast.ts';
import { entranceFor, type Luggage } from './room-entrance.ts';
import { RoomLedger } from './room-ledger.ts';
import { RoomLines, type PageServer, type PageSocket } from './room-lines.ts';
import { RoomUses } from './room-uses.ts';
import { audiencePage } from './room-views.ts';

export interface HostParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly server: PageServer;
  /** The ICE servers for one participant, with credentials of their own. */
  readonly iceServersFor: (who: ParticipantId) => readonly IceServer[];
}

/** One room: what its pages ask comes in here, and its time passes here. */
export class RoomHost {
  readonly desk: LinkDesk;
  readonly #clock: Clock;
  readonly #lines: RoomLines;
  readonly #links: RoomLinks;
  readonly #broadcast: RoomBroadcast;
  readonly #ledger: RoomLedger;
  readonly #knocks: Knocks;
  readonly #alarm: RoomAlarm;
  readonly #iceServersFor: HostParts['iceServersFor'];

  /** `outdated` is called when the store knows more than this host: it must be made anew. */
  constructor(
    { room, ...owner }: StoredRoom,
    { store, clock, log, server, iceServersFor }: HostParts,
    outdated: () => void,
  ) {
    this.#clock = clock;
    this.#iceServersFor = iceServersFor;
    this.#lines = new RoomLines(server, room.stage.roomId);
    const uses = new RoomUses({ room, store, log });
    this.#ledger = new RoomLedger({
      room,
      store,
      log,
      told: (change) => {
        this.#alarm.set();
        this.#broadcast.tell(change);
        this.#knocks.follow(change);
        uses.follow(change);
      },
      outdated,
    });
    this.#links = new RoomLinks({
      room: () => this.room,
      clock,
      isConnected: (who) => this.#lines.socketOf(who) !== undefined,
      tell: (who, links) => void this.#lines.tell(who, 'plan', links),
      failed: (error) => log.error({ err: error, room: room.stage.roomId }, 'links could not be tended'),
    });
    this.desk = new LinkDesk(this.#lines, this.#links);
    this.#broadcast = new RoomBroadcast({ room, owner, lines: this.#lines, links: this.#links, clock });
    this.#knocks = new Knocks({ room, lines: this.#lines, clock });
    this.#alarm = new RoomAlarm({
      clock,
      room: () => this.room,
      ring: () => this.#ask((now) => passTime(now, clock.now())),
    });
  }

  get room(): Room {
    return this.#ledger.room;
  }

  /** Whether nothing would be missed if this host were forgotten. */
  get idle(): boolean {
    return !this.room.stage.live && !this.#lines.watched && !this.#ledger.busy;
  }

  /** For a room that was live when the server went down: nobody has a socket now, and everyone has the usual time to return. */
  async resume(): Promise<void> {
    const refusal = await this.#ask((room) => loseTouchWithAll(room, this.#clock.now()));
    // Until it is written nobody is away, so nobody would ever time out.
    if (refusal) this.#alarm.retry(() => void this.resume());
    else this.#alarm.set();
  }

  open(who: PersonId): Promise<RefusalReason | null> {
    return this.#ask((room) => open(room, who, this.#clock.now()));
  }

  async enter(socket: PageSocket, visitor: Visitor, luggage: Luggage): Promise<Answer<Entrance>> {
    const { newId, person } = visitor;
    const { personId } = person;
    this.#links.expect(newId, luggage);
    const refusal = await this.#ledger.ask({
      decide: (room) => {
        if (this.#speaksForAnother(room, socket, personId)) return { refused: 'not-allowed' };
        return enter(room, visitor, this.#clock.now());
      },
      settled: (room) => {
        const you = participantOf(room, personId)?.id;
        if (you === undefined) return;
        this.#links.arrived(you, luggage);
        this.#lines.attach(you, socket);
      },
    });
    if (!participant(this.room, newId)) this.#links.expectNoMore(newId);
    return refusal ? refused(refusal) : this.#welcome(socket, visitor, luggage.offers);
  }

  /** Somebody has erased their account. Resolves when nothing stored of the room names them; rejects if the store does not write. */
  async forget(forgotten: Forgotten): Promise<void> {
    const refusal = await this.#ask((room) => forget(room, forgotten, this.#clock.now()));
    if (refusal) throw new Error(`room ${this.room.stage.roomId} could not forget somebody: ${refusal}`);
    await this.#ledger.compact();
  }

  async command(socket: PageSocket, command: Command): Promise<Answer<null>> {
    const who = this.#lines.whoIs(socket);
    if (who === undefined) return refused('not-in-room');
    const refusal = await this.#ledger.ask({
      decide: (room) => this.#knocks.judge(command, decide(room, who, command, this.#clock.now())),
      settled: () => this.#knocks.settle(command),
    });
    return answered(refusal);
  }

  /** Waits before the door until a moderator answers or the page goes, and watches meanwhile. */
  knock(socket: PageSocket, knocker: Knocker): Answer<null> {
    const refusal = this.#knocks.knock(socket, knocker);
    const { network: _network, ...asker } = knocker;
    if (!refusal) this.#lines.watch(socket, asker);
    return answered(refusal);
  }

  /** Leaves the room, or the place before its door. */
  async leave(socket: PageSocket): Promise<Answer<null>> {
    if (this.#knocks.withdraw(socket)) return granted(null);
    const at = this.#clock.now();
    return answered(
      await this.#depart(socket, (room, who) =>
        who === undefined ? { refused: 'not-in-room' } : leave(room, who, at),
      ),
    );
  }

  /** The socket has gone, and with it, if it still was somebody's, the touch with that participant. */
  lost(socket: PageSocket): void {
    this.unwatch(socket);
    if (this.#alarm.stopped) return;
    const at = this.#clock.now();
    void this.#depart(socket, (room, who) =>
      who === undefined ? { events: [] } : loseTouch(room, who, at),
    ).then((refusal) => {
      if (refusal) this.#alarm.retry(() => this.lost(socket));
    });
  }

  /** Sends a person out, and does so until it is written, unless they speak through a socket that `stays`. */
  async dismiss(personId: PersonId, stays: (socket: PageSocket) => boolean): Promise<void> {
    if (this.#alarm.stopped || !participantOf(this.room, personId)) return;
    const refusal = await this.#ledger.ask({
      decide: (room) => {
        const present = participantOf(room, personId);
        const socket = present && this.#lines.socketOf(present.id);
        if (!present || (socket && stays(socket))) return { events: [] };
        return leave(room, present.id, this.#clock.now());
      },
      departing: true,
    });
    if (refusal) this.#alarm.retry(() => void this.dismiss(personId, stays));
  }

  /** One page of the audience, from `offset` on. */
  people(socket: PageSocket, offset: number): Answer<readonly ListenerCard[]> {
    return this.isInside(socket) ? granted(audiencePage(this.room, offset)) : refused('not-in-room');
  }

  isInside(socket: PageSocket): boolean {
    return this.#lines.whoIs(socket) !== undefined;
  }

  /** Undefined for those whom the owner has blocked: to them there is no such room. */
  previewFor(asker: Asker): Preview | undefined {
    return this.#broadcast.previewFor(asker);
  }

  /** Further previews follow when something in them changes, until the page enters or looks elsewhere. */
  watch(socket: PageSocket, asker: Asker): Preview | undefined {
    const preview = this.previewFor(asker);
    if (preview && !this.isInside(socket)) this.#lines.watch(socket, asker, preview);
    return preview;
  }

  unwatch(socket: PageSocket): void {
    this.#lines.unwatch(socket);
    this.#knocks.withdraw(socket);
  }

  /** No more timers, and sockets that go are no longer noted. Resolves when everything asked before is in the store. */
  stop(): Promise<void> {
    this.#alarm.stop();
    this.#broadcast.stop();
    this.#links.stop();
    this.#knocks.stop();
    return this.#ledger.drained();
  }

  /** Stops, and lets its pages connect anew. */
  abandon(): void {
    void this.stop();
    // After the refusals of what could not be written have gone out.
    setImmediate(() => this.#lines.cut());
  }

  /** Signing out and taking another name must not make one socket several people, of whom only the last could leave. */
  #speaksForAnother(room: Room, socket: PageSocket, personId: PersonId): boolean {
    const who = this.#lines.whoIs(socket);
    const speaker = who === undefined ? undefined : participant(room, who);
    return speaker !== undefined && speaker.personId !== personId;
  }

  /**
   * The room as it is when the answer goes out. What was told between the entering and the answer must be in it, because a
   * page that is not yet inside passes that over; and who was sent away in between is refused as if they came only now.
   */
  #welcome(socket: PageSocket, visitor: Visitor, offers: Luggage['offers']): Answer<Entrance> {
    const { room } = this;
    const you = this.#lines.whoIs(socket);
    const now = this.#clock.now();
    if (you === undefined) {
      const again = enter(room, visitor, now);
      return refused('refused' in again ? again.refused : 'unavailable');
    }
    const entrance = entranceFor(you, {
      room,
      audience: this.#broadcast.digest,
      knocks: this.#knocks.shownTo(you),
      plan: this.#links.of(you),
      iceServers: this.#iceServersFor(you),
      offers,
      lines: this.#lines,
      now,
    });
    return granted(entrance);
  }

  #ask(question: (room: Room) => Decision): Promise<RefusalReason | null> {
    return this.#ledger.ask({ decide: question });
  }

  /** Asks for whoever speaks through this socket when it is the question's turn, and lets go of the socket if it is granted. */
  #depart(
    socket: PageSocket,
    question: (room: Room, who: ParticipantId | undefined) => Decision,
  ): Promise<RefusalReason | null> {
    const who = () => this.#lines.whoIs(socket);
    return this.#ledger.ask({
      decide: (room) => question(room, who()),
      settled: () => {
        const left = who();
        if (left !== undefined) this.#lines.detach(left);
      },
      departing: true,
    });
  }
}
