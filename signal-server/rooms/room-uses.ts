import type { Logger } from 'pino';
import type { Room } from '../../shared/room/state.ts';
import type { Store } from '../store/store.ts';
import type { Change } from './room-broadcast.ts';
import { TakingPart } from './taking-part.ts';

interface UseParts {
  readonly room: Room;
  readonly store: Pick<Store, 'invites'>;
  readonly log: Logger;
}

/** Counts who takes part in a room towards their next invites. Nobody waits for it, and nothing in the room depends on it. */
export class RoomUses {
  readonly #parts: UseParts;
  readonly #takingPart: TakingPart;

  constructor(parts: UseParts) {
    this.#parts = parts;
    this.#takingPart = new TakingPart(parts.room);
  }

  follow(change: Change): void {
    const { store, log } = this.#parts;
    const room = change.after.stage.roomId;
    for (const member of this.#takingPart.follow(change)) {
      store.invites
        .noteUse(member, room)
        .catch((error: unknown) =>
          log.warn({ err: error, room }, 'that somebody took part could not be counted'),
        );
    }
  }
}
