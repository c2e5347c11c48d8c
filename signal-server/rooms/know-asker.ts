import type { Asker } from '../../shared/room/door.ts';
import type { Person, Room } from '../../shared/room/state.ts';
import type { Store } from '../store/store.ts';

/** Somebody before a room, with how its owner stands to them. */
export async function knowAsker<Who extends Person | null>(
  { members }: Pick<Store, 'members'>,
  { stage: { ownerId } }: Room,
  { person, keys }: { readonly person: Who; readonly keys: readonly string[] },
): Promise<Asker & { readonly person: Who }> {
  const known =
    person?.kind === 'member' && person.personId !== ownerId
      ? await members.bond(ownerId, person.personId)
      : undefined;
  return {
    person,
    keys,
    followedByOwner: known?.follows ?? false,
    blockedByOwner: known?.blocks ?? false,
  };
}
