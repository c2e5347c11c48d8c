import { isDeepStrictEqual } from 'node:util';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ClientToServer, Preview, ServerToClient } from '../../shared/protocol/messages.ts';
import type { Asker } from '../../shared/room/door.ts';
import type { ParticipantId, RoomId } from '../../shared/room/state.ts';

export type PageServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, object>;
export type PageSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, object>;

interface Watcher {
  readonly asker: Asker;
  /** What they saw last, if anything. */
  seen: Preview | undefined;
}

/** Whose socket is whose in one room: the only place in `rooms` that knows Socket.IO. A participant has one line, a line one participant. */
export class RoomLines {
  readonly #server: PageServer;
  readonly #channel: string;
  readonly #lines = new Map<ParticipantId, PageSocket>();
  readonly #who = new Map<PageSocket['id'], ParticipantId>();
  readonly #watchers = new Map<PageSocket, Watcher>();

  constructor(server: PageServer, roomId: RoomId) {
    this.#server = server;
    this.#channel = `inside ${roomId}`;
  }

  /** Which participant speaks through this socket. */
  whoIs(socket: PageSocket): ParticipantId | undefined {
    return this.#who.get(socket.id);
  }

  /** Through which socket this participant speaks, if any. */
  socketOf(who: ParticipantId): PageSocket | undefined {
    return this.#lines.get(who);
  }

  connected(): IterableIterator<ParticipantId> {
    return this.#lines.keys();
  }

  attach(who: ParticipantId, socket: PageSocket): void {
    if (this.#lines.get(who) === socket) return;
    this.end(who, { reason: 'replaced' });
    this.unwatch(socket);
    this.#lines.set(who, socket);
    this.#who.set(socket.id, who);
    // With the in-memory adapter, joining and leaving happen at once. It would remember a socket that has gone forever.
    if (socket.connected) void socket.join(this.#channel);
  }

  detach(who: ParticipantId): void {
    const socket = this.#lines.get(who);
    if (!socket) return;
    this.#lines.delete(who);
    this.#who.delete(socket.id);
    void socket.leave(this.#channel);
  }

  /** Tells a participant's page that it is no longer in the room, and lets go of it. */
  end(who: ParticipantId, ...ending: Parameters<ServerToClient['ended']>): void {
    this.tell(who, 'ended', ...ending);
    this.detach(who);
  }

  tell<Name extends keyof ServerToClient>(
    who: ParticipantId,
    name: Name,
    ...message: Parameters<ServerToClient[Name]>
  ): boolean {
    const socket = this.#lines.get(who);
    if (!socket) return false;
    emitTo(socket, name, message);
    return true;
  }

  /** To everyone inside, encoded once. */
  tellAll<Name extends keyof ServerToClient>(name: Name, ...message: Parameters<ServerToClient[Name]>): void {
    if (this.#lines.size > 0) emitTo(this.#server.to(this.#channel), name, message);
  }

  watch(socket: PageSocket, asker: Asker, seen?: Preview): void {
    this.#watchers.set(socket, { asker, seen });
  }

  unwatch(socket: PageSocket): void {
    this.#watchers.delete(socket);
  }

  get watched(): boolean {
    return this.#watchers.size > 0;
  }

  /**
   * Shows each of those who watch what they see now, unless they saw that last; false if there was nothing to show. For whom there
   * is no such room any more, they connect anew and are told so.
   */
  showWatchers(previewFor: (asker: Asker) => Preview | undefined): boolean {
    let shown = false;
    for (const [socket, watcher] of this.#watchers) {
      const preview = previewFor(watcher.asker);
      if (!preview) {
        this.#watchers.delete(socket);
        socket.conn.close();
        continue;
      }
      if (isDeepStrictEqual(preview, watcher.seen)) continue;
      socket.emit('preview', preview);
      watcher.seen = preview;
      shown = true;
    }
    return shown;
  }

  /** To somebody who is not inside. */
  tellOutside<Name extends keyof ServerToClient>(
    socket: PageSocket,
    name: Name,
    ...message: Parameters<ServerToClient[Name]>
  ): void {
    emitTo(socket, name, message);
  }

  /** Cuts every line; the pages come back by themselves and are told everything anew. */
  cut(): void {
    for (const socket of [...this.#lines.values(), ...this.#watchers.keys()]) socket.conn.close();
  }
}

/** Socket.IO's own type of `emit` does not follow a generic name, though the map is the same. */
function emitTo<Name extends keyof ServerToClient>(
  target: { emit(name: string, ...message: unknown[]): unknown },
  name: Name,
  message: Parameters<ServerToClient[Name]>,
): void {
  target.emit(name, ...message);
}
