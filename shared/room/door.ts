import type { RefusalReason } from './refusals.ts';
import { participantOf, type Person, type Room } from './state.ts';

/** Somebody before the door of a room, as the server knows them (never as they say). */
export interface Asker {
  /** Null for a browser that is nobody's yet. */
  readonly person: Person | null;
  /** Further keys under which they could have been kept out: their browser. */
  readonly keys: readonly string[];
  readonly followedByOwner: boolean;
  readonly blockedByOwner: boolean;
}

/** What keeps somebody out of a live room, in the word with which they would be refused. */
export type Barrier = Extract<
  RefusalReason,
  'kept-out' | 'not-welcome' | 'members-only' | 'invited-only' | 'room-locked'
>;

/**
 * What stands between a room and somebody who is not in it; undefined where nothing does. The owner always may enter. Who
 * knocked and was let in passes door and lock, but comes back neither after a removal nor after the owner blocked them.
 */
export function barrier(room: Room, asker: Asker): Barrier | undefined {
  if (asker.person?.personId === room.stage.ownerId) return undefined;
  if (isKeptOut(room, asker)) return 'kept-out';
  if (asker.blockedByOwner) return 'not-welcome';
  if (asker.person && room.admitted.includes(asker.person.personId)) return undefined;
  return atDoor(room, asker) ?? (room.stage.locked ? 'room-locked' : undefined);
}

/** How a asker stands to a room: in it, free to enter, or before a barrier. Who is in it keeps the place, whatever the door. */
export function standing(room: Room, asker: Asker): 'open' | Barrier {
  const isPresent = asker.person !== null && participantOf(room, asker.person.personId) !== undefined;
  return isPresent ? 'open' : (barrier(room, asker) ?? 'open');
}

export function isKeptOut(room: Room, { person, keys }: Pick<Asker, 'person' | 'keys'>): boolean {
  return [...(person ? [person.personId] : []), ...keys].some((key) => room.keptOut.includes(key));
}

function atDoor(room: Room, { person, followedByOwner }: Asker): Barrier | undefined {
  switch (room.stage.door) {
    case 'link':
      return undefined;
    case 'members':
      return person?.kind === 'member' ? undefined : 'members-only';
    case 'invited': {
      const isListed = person !== null && room.invited.people.includes(person.personId);
      return isListed || (room.invited.following && followedByOwner) ? undefined : 'invited-only';
    }
  }
}
