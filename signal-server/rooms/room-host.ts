import type { Logger } from 'pino';
import type { Answer, Entrance, IceServer, ListenerCard, Preview } from '../../shared/protocol/messages.ts';
import type { Envelope, OfferEnvelope } from '../../shared/protocol/signals.ts';
import {
  enter,
  leave,
  loseTouch,
  loseTouchWithAll,
  nextDeadline,
  open,
  passTime,
  type Visitor,
} from '../../shared/room/attendance.ts';
import type { Command } from '../../shared/room/commands.ts';
import { decide } from '../../shared/room/decide.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import {
  participant,
  participantOf,
  type ParticipantId,
  type PersonId,
  type Room,
} from '../../shared/room/state.ts';
import { areLinked } from '../../shared/topology/plan.ts';
import { granted, refused, type Refusal } from '../answers.ts';
import type { Clock } from '../clock.ts';
import type { Store, StoredRoom } from '../store/store.ts';
import { linksIn } from './link-changes.ts';
import { passOffersOn } from './pass-offers-on.ts';
import { RoomBroadcast } from './room-broadcast.ts';
import { RoomLedger } from './room-ledger.ts';
import { RoomLines, type PageServer, type PageSocket } from './room-lines.ts';
import { audiencePage, personal } from './room-views.ts';

export interface HostParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly server: PageServer;
  /** The ICE servers for one participant, with credentials of their own. */
  readonly iceServersFor: (who: ParticipantId) => readonly IceServer[];
}

/** How long to wait before asking the store again for what must not be lost. */
const RETRY_MS = 1_000;

/** One room: what its pages ask comes in here, and its time passes here. */
export class RoomHost {
  readonly #clock: Clock;
  readonly #lines: RoomLines;
  readonly #broadcast: RoomBroadcast;
  readonly #ledger: RoomLedger;
  readonly #iceServersFor: HostParts['iceServersFor'];
  #alarm: { readonly at: number; readonly cancel: () => void } | undefined;
  #stopped = false;

  /** `outdated` is called when the store knows more than this host: it must be made anew. */
  constructor(
    { room, ownerName }: StoredRoom,
    { store, clock, log, server, iceServersFor }: HostParts,
    outdated: () => void,
  ) {
    this.#clock = clock;
    this.#iceServersFor = iceServersFor;
    this.#lines = new RoomLines(server, room.stage.roomId);
    this.#broadcast = new RoomBroadcast({ room, ownerName, lines: this.#lines, clock });
    this.#ledger = new RoomLedger({
      room,
      store,
      log,
      told: (change) => this.#broadcast.tell(change),
      outdated,
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
    if (refusal) this.#retry(() => void this.resume());
  }

  open(who: PersonId): Promise<RefusalReason | null> {
    return this.#ask((room) => open(room, who, this.#clock.now()));
  }

  async enter(
    socket: PageSocket,
    visitor: Visitor,
    offers: readonly OfferEnvelope[],
  ): Promise<Answer<Entrance>> {
    const { personId } = visitor.person;
    const refusal = await this.#ledger.ask({
      decide: (room) => {
        if (this.#speaksForAnother(room, socket, personId)) return { refused: 'not-allowed' };
        return enter(room, visitor, this.#clock.now());
      },
      settled: (room) => {
        const you = participantOf(room, personId)?.id;
        if (you !== undefined) this.#lines.attach(you, socket);
      },
    });
    this.#setAlarm();
    return refusal ? refused(refusal) : this.#welcome(socket, visitor, offers);
  }

  async command(socket: PageSocket, command: Command): Promise<Answer<null>> {
    const who = this.#lines.whoIs(socket);
    if (who === undefined) return refused('not-in-room');
    return answered(await this.#ask((room) => decide(room, who, command, this.#clock.now())));
  }

  async leave(socket: PageSocket): Promise<Answer<null>> {
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
    if (this.#stopped) return;
    const at = this.#clock.now();
    void this.#depart(socket, (room, who) =>
      who === undefined ? { events: [] } : loseTouch(room, who, at),
    ).then((refusal) => {
      if (refusal) this.#retry(() => this.lost(socket));
    });
  }

  /** Passes a signal on to a participant the plan links to the sender. `unavailable` while that one has no socket. */
  signal(socket: PageSocket, to: ParticipantId, { attempt, signal }: Envelope): Answer<null> {
    const from = this.#lines.whoIs(socket);
    if (from === undefined) return refused('not-in-room');
    const [sender, receiver] = [participant(this.room, from), participant(this.room, to)];
    if (!sender || !receiver || !areLinked(sender, receiver)) return refused('not-linked');
    return this.#lines.tell(to, 'signal', { from, attempt, signal }) ? granted(null) : refused('unavailable');
  }

  /** How many links the plan asks of whoever speaks through this socket. */
  linkCount(socket: PageSocket): number {
    const who = this.#lines.whoIs(socket);
    return who === undefined ? 0 : linksIn(this.room, who).length;
  }

  /** One page of the audience, from `offset` on. */
  people(socket: PageSocket, offset: number): Answer<readonly ListenerCard[]> {
    return this.isInside(socket) ? granted(audiencePage(this.room, offset)) : refused('not-in-room');
  }

  isInside(socket: PageSocket): boolean {
    return this.#lines.whoIs(socket) !== undefined;
  }

  previewFor(asker: PersonId | undefined): Preview {
    return this.#broadcast.previewFor(asker);
  }

  /** Further previews follow when something in them changes, until the page enters or looks elsewhere. */
  watch(socket: PageSocket, asker: PersonId | undefined): Preview {
    if (this.isInside(socket)) return this.previewFor(asker);
    this.#lines.watch(socket, asker);
    return this.#broadcast.previewForWatcher(asker);
  }

  unwatch(socket: PageSocket): void {
    this.#lines.unwatch(socket);
  }

  /** No more timers, and sockets that go are no longer noted. Resolves when everything asked before is in the store. */
  stop(): Promise<void> {
    this.#stopped = true;
    this.#alarm?.cancel();
    this.#broadcast.stop();
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
  #welcome(socket: PageSocket, visitor: Visitor, offers: readonly OfferEnvelope[]): Answer<Entrance> {
    const { room } = this;
    const you = this.#lines.whoIs(socket);
    const now = this.#clock.now();
    if (you === undefined) {
      const again = enter(room, visitor, now);
      return refused('refused' in again ? again.refused : 'unavailable');
    }
    const links = linksIn(room, you);
    const iceServers = this.#iceServersFor(you);
    return granted({
      you,
      stage: room.stage,
      audience: this.#broadcast.digest,
      personal: personal(room, you),
      plan: links,
      iceServers,
      // An offer made without these servers may know no way to the peer.
      offered:
        iceServers.length > 0 ? [] : passOffersOn(offers, { from: you, room, links, lines: this.#lines }),
      now,
    });
  }

  async #ask(question: Parameters<RoomLedger['ask']>[0]['decide']): Promise<RefusalReason | null> {
    const refusal = await this.#ledger.ask({ decide: question });
    this.#setAlarm();
    return refusal;
  }

  /** Asks for whoever speaks through this socket when it is the question's turn, and lets go of the socket if it is granted. */
  async #depart(
    socket: PageSocket,
    question: (room: Room, who: ParticipantId | undefined) => ReturnType<typeof leave>,
  ): Promise<RefusalReason | null> {
    const who = () => this.#lines.whoIs(socket);
    const refusal = await this.#ledger.ask({
      decide: (room) => question(room, who()),
      settled: () => {
        const left = who();
        if (left !== undefined) this.#lines.detach(left);
      },
      departing: true,
    });
    this.#setAlarm();
    return refusal;
  }

  #setAlarm(): void {
    const at = this.#stopped ? undefined : nextDeadline(this.room);
    if (this.#alarm?.at === at) return;
    this.#alarm?.cancel();
    this.#alarm = undefined;
    if (at === undefined) return;
    const cancel = this.#clock.after(Math.max(1, at - this.#clock.now()), () => void this.#passTime());
    this.#alarm = { at, cancel };
  }

  async #passTime(): Promise<void> {
    this.#alarm = undefined;
    const refusal = await this.#ledger.ask({ decide: (room) => passTime(room, this.#clock.now()) });
    if (refusal) this.#retry(() => void this.#passTime());
    else this.#setAlarm();
  }

  #retry(again: () => void): void {
    if (!this.#stopped) this.#clock.after(RETRY_MS, again);
  }
}

function answered(refusal: RefusalReason | null): Answer<null> | Refusal {
  return refusal ? refused(refusal) : granted(null);
}
