import type { NewRoom } from '../../shared/protocol/messages.ts';
import { open } from '../../shared/room/attendance.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { newRoom, participantOf, type Person, type PersonId, type RoomId } from '../../shared/room/state.ts';
import { browserKey } from '../identity/browser-key.ts';
import type { RoomsNaming } from '../store/member-store.ts';
import { UnreadableRoom } from '../store/store-errors.ts';
import { knownInvited } from './known-invited.ts';
import { RoomHost, type HostParts } from './room-host.ts';
import type { PageSocket } from './room-lines.ts';

/** The host of a closed room that nobody has asked for in this time, and nobody watches, is forgotten. */
const IDLE_LIMIT_MS = 60_000;

interface Entry {
  readonly host: RoomHost;
  /** Whoever has just found a host may be about to use it: there must never be a second one of the same room. */
  foundAt: number;
}

/** Finds the one host of a room, and makes it when it is first asked for. */
export class RoomDirectory {
  readonly #parts: HostParts;
  readonly #newId: () => string;
  readonly #entries = new Map<RoomId, Entry>();
  readonly #coming = new Map<RoomId, Promise<RoomHost | undefined>>();
  readonly #forgotten = new Set<PersonId>();
  #cancelSweep: (() => void) | undefined;

  constructor(parts: HostParts, newId: () => string) {
    this.#parts = parts;
    this.#newId = newId;
    this.#sweepLater();
  }

  /** Brings back the rooms that were live. One that cannot be read is left out, with a word in the log; the others live on. */
  async start(): Promise<void> {
    const { store, log } = this.#parts;
    for (const roomId of await store.liveRooms()) {
      try {
        await this.find(roomId);
      } catch (error) {
        log.error({ err: error, room: roomId }, 'a live room was left out');
      }
    }
  }

  /** Undefined for a room that never was; rejects when the store does not answer or the room cannot be read. */
  find(roomId: RoomId): Promise<RoomHost | undefined> {
    const entry = this.#entries.get(roomId);
    if (entry) {
      entry.foundAt = this.#parts.clock.now();
      return Promise.resolve(entry.host);
    }
    const coming = this.#coming.get(roomId) ?? this.#load(roomId).finally(() => this.#coming.delete(roomId));
    this.#coming.set(roomId, coming);
    return coming;
  }

  /** Makes a room and opens it. It is listed, and its time passes, whether or not anybody ever comes. */
  async create(room: NewRoom, ownerId: PersonId): Promise<RoomId> {
    const { store, clock } = this.#parts;
    const invited = room.invited && (await knownInvited(store, room.invited));
    const closed = newRoom({ ...room, id: this.#newId(), ownerId, ...(invited && { invited }) });
    const opened = open(closed, ownerId, clock.now());
    const live = 'events' in opened ? opened.events.reduce(evolve, closed) : closed;
    await store.createRoom(live, clock.now());
    await this.find(live.stage.roomId);
    return live.stage.roomId;
  }

  live(): RoomHost[] {
    return this.#hosts().filter(({ room }) => room.stage.live);
  }

  /** Whether this person is in any room, be it away for the moment. */
  isPresent({ personId }: Person): boolean {
    return this.live().some(({ room }) => participantOf(room, personId) !== undefined);
  }

  /** A member is signed out: they leave every room where no page speaks for them that `stays`. */
  async dismiss(personId: PersonId, stays: (socket: PageSocket) => boolean): Promise<void> {
    await Promise.all(this.live().map((host) => host.dismiss(personId, stays)));
  }

  /**
   * Closes the rooms of somebody who is being erased and lets the others forget them, in memory and in the store; from now on they
   * are let in nowhere. Resolves to the rooms that cannot forget, because nobody can read what is stored of them.
   */
  async forget(personId: PersonId, { own, others, browsers }: RoomsNaming): Promise<readonly RoomId[]> {
    this.#forgotten.add(personId);
    const forgotten = { personId, keys: browsers.map(browserKey) };
    // A room that is not in memory is not live: there is nobody to be told that it has closed.
    for (const roomId of own) await this.#entries.get(roomId)?.host.forget(forgotten);
    const unreadable: RoomId[] = [];
    for (const roomId of others) {
      try {
        await (await this.find(roomId))?.forget(forgotten);
      } catch (error) {
        if (!(error instanceof UnreadableRoom)) throw error;
        this.#parts.log.warn({ err: error, room: roomId }, 'a damaged room goes with a member it names');
        unreadable.push(roomId);
      }
    }
    return unreadable;
  }

  /** They are a member still: what should have erased them did not. */
  admitAgain(personId: PersonId): void {
    this.#forgotten.delete(personId);
  }

  /** Whether it was decided that there is nobody of this id any more, be it that the store knows them yet. */
  isForgotten({ personId }: Person): boolean {
    return this.#forgotten.has(personId);
  }

  /** These rooms are not in the store any more. */
  drop(rooms: readonly RoomId[]): void {
    for (const roomId of rooms) {
      const entry = this.#entries.get(roomId);
      if (entry) this.#abandon(roomId, entry.host);
    }
  }

  /** Resolves when all rooms have written what they were asked. */
  async stop(): Promise<void> {
    this.#cancelSweep?.();
    await Promise.all(this.#hosts().map((host) => host.stop()));
  }

  #hosts(): RoomHost[] {
    return [...this.#entries.values()].map(({ host }) => host);
  }

  async #load(roomId: RoomId): Promise<RoomHost | undefined> {
    const stored = await this.#parts.store.findRoom(roomId);
    if (!stored) return undefined;
    const host: RoomHost = new RoomHost(stored, this.#parts, () => this.#abandon(roomId, host));
    this.#entries.set(roomId, { host, foundAt: this.#parts.clock.now() });
    if (stored.room.stage.live) await host.resume();
    return host;
  }

  #abandon(roomId: RoomId, host: RoomHost): void {
    if (this.#entries.get(roomId)?.host === host) this.#entries.delete(roomId);
    host.abandon();
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#parts.clock.after(IDLE_LIMIT_MS, () => {
      const idleSince = this.#parts.clock.now() - IDLE_LIMIT_MS;
      for (const [roomId, { host, foundAt }] of this.#entries) {
        if (host.idle && foundAt <= idleSince) this.#entries.delete(roomId);
      }
      this.#sweepLater();
    });
  }
}
