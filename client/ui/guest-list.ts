import type { MemberCard } from '../../shared/protocol/members.ts';

/** Somebody whom the owner of a room can invite. */
export interface Acquaintance extends MemberCard {
  /** Whether the owner follows them. */
  readonly followed: boolean;
}

/** Everybody out of the circles of an owner and the list there is already: each once, by name. */
export function acquaintances(
  following: readonly MemberCard[],
  followers: readonly MemberCard[],
  listed: readonly MemberCard[],
): readonly Acquaintance[] {
  const followed = new Set(following.map(({ personId }) => personId));
  const each = new Map([...listed, ...followers, ...following].map((card) => [card.personId, card]));
  return Array.from(each.values(), (card) => ({ ...card, followed: followed.has(card.personId) })).sort(
    (a, b) => a.name.localeCompare(b.name) || a.handle.localeCompare(b.handle),
  );
}

/** Those in whose name or handle a text is, whatever its capitals and accents. */
export function matching(people: readonly Acquaintance[], sought: string): readonly Acquaintance[] {
  const wanted = plain(sought.trim().replace(/^@/, ''));
  return people.filter(({ name, handle }) => plain(name).includes(wanted) || handle.includes(wanted));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
