import type { RoomId } from '../../shared/room/state.ts';

/** The store cannot be opened at all; the message is for the person who starts the server. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
}

/** Somebody else has written to this room: whoever holds it in memory has to read it again. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';

  constructor(roomId: RoomId, version: number) {
    super(`room ${roomId} is not at version ${version}`);
  }
}

/** What is stored of a room cannot be read. The message never quotes it: logs hold no names. */
export class UnreadableRoom extends Error {
  override readonly name = 'UnreadableRoom';

  constructor(roomId: RoomId, what: string) {
    super(`room ${roomId} cannot be read: ${what}`);
  }
}
