import { msg } from '@lit/localize';
import type { Role } from '../../../shared/room/state.ts';
import type { RoomPerson } from '../room-people.ts';

export function roleWords(role: Role): string {
  switch (role) {
    case 'moderator':
      return msg('moderator');
    case 'speaker':
      return msg('speaker');
    case 'listener':
      return msg('listener');
  }
}

/** What a screen reader says for a person: `Ana, moderator, muted`. */
export function personLabel(person: RoomPerson): string {
  return [
    person.name,
    roleWords(person.role),
    person.muted && msg('muted'),
    person.handRaised && msg('hand raised'),
    person.invited && msg('asked on stage'),
    person.away && msg('away'),
    person.troubled && msg('connecting'),
    person.kind === 'guest' && msg('guest'),
    person.you && msg('you'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** The small line under a name: only what the picture does not say. */
export function personCaption(person: RoomPerson): string {
  if (person.away) return msg('away');
  if (person.troubled) return msg('connecting…');
  if (person.invited) return msg('asked on stage');
  const guest = person.kind === 'guest' && msg('guest');
  const what = person.role === 'moderator' ? msg('moderator') : guest || (person.muted && msg('muted'));
  return [person.you && msg('you'), what].filter(Boolean).join(' · ');
}

/** “Ana, Jonas, Mira +2”. */
export function namesWords(names: readonly string[], shown = 3): string {
  const first = names.slice(0, shown).join(', ');
  const more = names.length - shown;
  return more > 0 ? `${first} +${more}` : first;
}
