import type { InvitedPeople } from '../../shared/room/state.ts';
import type { Store } from '../store/store.ts';

/** The list of a door without those who are no members (any more): nobody is invited who is not known here. */
export async function knownInvited(
  { members }: Pick<Store, 'members'>,
  { people, following }: InvitedPeople,
): Promise<InvitedPeople> {
  if (people.length === 0) return { people, following };
  const known = new Set((await members.cardsOf(people)).map(({ personId }) => personId));
  return { people: people.filter((one) => known.has(one)), following };
}
