import type { Erased } from '../../shared/protocol/members.ts';
import type { PersonId, RoomId } from '../../shared/room/state.ts';
import type { OpenPages } from '../identity/devices.ts';
import type { RoomDirectory } from '../rooms/room-directory.ts';
import type { Store } from '../store/store.ts';
import type { ErasedTraces } from './erased-traces.ts';

interface EraserParts {
  readonly store: Pick<Store, 'members' | 'signIns'>;
  readonly directory: Pick<RoomDirectory, 'forget' | 'admitAgain' | 'drop'>;
  readonly pages: Pick<OpenPages, 'signOut'>;
  readonly traces: Pick<ErasedTraces, 'overwrite'>;
}

/** How often a room may take the person up again while the others forget them. None does, unless somebody means it. */
const ATTEMPTS = 5;

/** Erases members, at once and for real: out of the rooms that are in memory, out of the store, out of its files. */
export class Eraser {
  readonly #parts: EraserParts;

  constructor(parts: EraserParts) {
    this.#parts = parts;
  }

  /**
   * Their rooms close for everyone, the rooms of others forget them, and they are signed out everywhere; then everything goes from
   * the store. Rejects when that does not write: then they are a member as before, and can ask again. Once the store has let them
   * go there is no way back, and what may still be missing is said.
   */
  async erase(member: PersonId): Promise<Erased> {
    const { directory, traces } = this.#parts;
    directory.drop(await this.#remove(member));
    return { tracesRemain: !(await traces.overwrite()) };
  }

  async #remove(member: PersonId): Promise<readonly RoomId[]> {
    const { store, directory, pages } = this.#parts;
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const unreadable = await directory.forget(member, await store.members.roomsNaming(member));
        const sessions = await store.signIns.sessionsOf(member);
        await pages.signOut(
          member,
          sessions.map(({ tokenHash }) => tokenHash),
        );
        const rooms = await store.members.erase(member, unreadable);
        if (rooms) return rooms;
      }
      throw new Error('rooms name a member again and again who is to be forgotten');
    } catch (error) {
      directory.admitAgain(member);
      throw error;
    }
  }
}
