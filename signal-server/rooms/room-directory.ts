import { open } from '../../shared/room/attendance.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { newRoom, participantOf, type Person, type PersonId, type RoomId } from '../../shared/room/state.ts';
import { RoomHost, type HostParts } from './room-host.ts';

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
  async create(title: string, ownerId: PersonId): Promise<RoomId> {
    const { store, clock } = this.#parts;
    const closed = newRoom({ id: this.#newId(), title, ownerId });
    const opened = open(closed, ownerId, clock.now());
    const room = 'events' in opened ? opened.events.reduce(evolve, closed) : closed;
    await store.createRoom(room, clock.now());
    await this.find(room.stage.roomId);
    return room.stage.roomId;
  }

  live(): RoomHost[] {
    return this.#hosts().filter(({ room }) => room.stage.live);
  }

  /** Whether this person is in any room, be it away for the moment. */
  isPresent({ personId }: Person): boolean {
    return this.live().some(({ room }) => participantOf(room, personId) !== undefined);
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
