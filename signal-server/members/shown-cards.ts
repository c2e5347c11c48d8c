import type { MemberCard } from '../../shared/protocol/members.ts';
import type { PersonId } from '../../shared/room/state.ts';
import type { MemberStore } from '../store/member-store.ts';

/** Of these members, those who are shown to the one who asks: whoever has blocked them is in no list they see. */
export async function cardsShownTo<Card extends MemberCard>(
  asker: PersonId,
  cards: readonly Card[],
  members: Pick<MemberStore, 'bondsTo'>,
): Promise<readonly Card[]> {
  if (cards.length === 0) return cards;
  const blockers = new Set((await members.bondsTo(asker)).blockedBy);
  return cards.filter(({ personId }) => !blockers.has(personId));
}
