import type { PersonId } from '../../shared/room/state.ts';
import type { OpenPages } from '../identity/devices.ts';
import type { RoomDirectory } from '../rooms/room-directory.ts';
import type { Store } from '../store/store.ts';

interface EraserParts {
  readonly store: Pick<Store, 'members' | 'signIns'>;
  readonly directory: Pick<RoomDirectory, 'forget' | 'admitAgain' | 'drop'>;
  readonly pages: Pick<OpenPages, 'signOut'>;
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
   * the store. Rejects when that does not write: then they are a member as before, and can ask again.
   */
  async erase(member: PersonId): Promise<void> {
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
        if (rooms) return directory.drop(rooms);
      }
      throw new Error('rooms name a member again and again who is to be forgotten');
    } catch (error) {
      directory.admitAgain(member);
      throw error;
    }
  }
}
