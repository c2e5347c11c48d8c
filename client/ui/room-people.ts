import type { ListenerCard } from '../../shared/protocol/messages.ts';
import type { Person, Role, StagePerson } from '../../shared/room/state.ts';
import type { Inside } from '../session/room-state.ts';

/** Somebody in the room as the page shows them, wherever they are. */
export interface RoomPerson extends Person {
  readonly id: string;
  /** '' for a guest. */
  readonly handle: string;
  /** '' for none. */
  readonly picture: string;
  readonly role: Role;
  readonly muted: boolean;
  readonly away: boolean;
  readonly handRaised: boolean;
  /** Asked on stage, and has not answered yet. */
  readonly invited: boolean;
  readonly you: boolean;
  readonly owner: boolean;
  /** The link to them has not come up, or is being mended. */
  readonly troubled: boolean;
}

export function stagePeople({ stage, you, troubled }: Inside): RoomPerson[] {
  return stage.people.map((person) => ({
    ...identityOf(person),
    role: person.role,
    muted: person.muted,
    away: person.awaySince !== null,
    handRaised: false,
    invited: false,
    you: person.id === you,
    owner: person.personId === stage.ownerId,
    troubled: troubled.includes(person.id),
  }));
}

export function audiencePerson(card: ListenerCard, { stage, you }: Inside): RoomPerson {
  return {
    ...identityOf(card),
    role: 'listener',
    muted: false,
    away: card.away,
    handRaised: card.handRaisedAt !== null,
    invited: card.invited,
    you: card.id === you,
    owner: card.personId === stage.ownerId,
    troubled: false,
  };
}

/** One's own place on stage; undefined in the audience. */
export function ownPlace({ stage, you }: Inside): StagePerson | undefined {
  return stage.people.find((person) => person.id === you);
}

export function ownRole(inside: Inside): Role {
  return ownPlace(inside)?.role ?? 'listener';
}

function identityOf({
  id,
  personId,
  name,
  kind,
  handle = '',
  picture = '',
}: Person & { readonly id: string }) {
  return { id, personId, name, kind, handle, picture };
}
