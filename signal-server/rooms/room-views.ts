import { AUDIENCE_PAGE, HANDS_SHOWN } from '../../shared/protocol/limits.ts';
import type { AudienceDigest, ListenerCard, Personal, Preview } from '../../shared/protocol/messages.ts';
import type { Listener, ParticipantId, PersonId, Room } from '../../shared/room/state.ts';
import { handQueue, inAudience, participant } from '../../shared/room/state.ts';

/** What the several onlookers see of a room. */

export function audienceDigest(room: Room): AudienceDigest {
  const hands = handQueue(room);
  return {
    count: Object.keys(room.listeners).length,
    people: audiencePage(room, 0),
    hands: hands.slice(0, HANDS_SHOWN).map(listenerCard),
    handCount: hands.length,
  };
}

/** Listeners in the order in which they came, from `offset` on. */
export function audiencePage(room: Room, offset: number): readonly ListenerCard[] {
  return Object.values(room.listeners)
    .sort((a, b) => a.enteredAt - b.enteredAt || (a.id < b.id ? -1 : 1))
    .slice(offset, offset + AUDIENCE_PAGE)
    .map(listenerCard);
}

function listenerCard({
  id,
  personId,
  name,
  kind,
  awaySince,
  handRaisedAt,
  invitedBy,
}: Listener): ListenerCard {
  return { id, personId, name, kind, away: awaySince !== null, handRaisedAt, invited: invitedBy !== null };
}

/** The inviting moderator's name is empty once that one has left. */
export function personal(room: Room, who: ParticipantId): Personal {
  const listener = inAudience(room, who);
  if (!listener) return { handRaisedAt: null, invitedBy: null };
  const { handRaisedAt, invitedBy } = listener;
  return {
    handRaisedAt,
    invitedBy: invitedBy === null ? null : { id: invitedBy, name: nameOf(room, invitedBy) ?? '' },
  };
}

export function preview(room: Room, ownerName: string, asker: PersonId | undefined): Preview {
  const { roomId, title, live, locked, people, ownerId } = room.stage;
  const stage = people.map(({ personId, name, role }) => ({ personId, name, role }));
  const listening = Object.keys(room.listeners).length;
  return { roomId, title, live, locked, stage, listening, ownerName, yours: asker === ownerId };
}

export function nameOf(room: Room, who: ParticipantId | null): string | null {
  return who === null ? null : (participant(room, who)?.name ?? null);
}
