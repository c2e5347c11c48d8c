import { AUDIENCE_PAGE, HANDS_SHOWN } from '../../shared/protocol/limits.ts';
import type { AudienceDigest, ListenerCard, Personal, Preview } from '../../shared/protocol/messages.ts';
import { standing, type Asker } from '../../shared/room/door.ts';
import type { Listener, ParticipantId, Person, Room } from '../../shared/room/state.ts';
import { handQueue, inAudience, participant } from '../../shared/room/state.ts';
import type { StoredRoom } from '../store/store.ts';

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

function listenerCard(listener: Listener): ListenerCard {
  const { id, awaySince, handRaisedAt, invitedBy } = listener;
  const state = { away: awaySince !== null, handRaisedAt, invited: invitedBy !== null };
  return { id, ...personIn(listener), ...state };
}

/** Nothing but the person. */
function personIn({ personId, name, kind, handle, picture }: Person): Person {
  return {
    personId,
    name,
    kind,
    ...(handle !== undefined && { handle }),
    ...(picture !== undefined && { picture }),
  };
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

export type RoomOwner = Pick<StoredRoom, 'ownerName' | 'ownerHandle'>;

/** What a room shows before one enters. Who is in it is seen only by those for whom the door is; a lock hides nobody. */
export function previews(room: Room, owner: RoomOwner): (asker: Asker) => Preview {
  const { roomId, title, live, locked, door, people, ownerId } = room.stage;
  const outline = { roomId, title, live, locked, door, ...owner };
  const stage = people.map((one) => ({ ...personIn(one), role: one.role }));
  const listening = Object.keys(room.listeners).length;
  return (asker) => {
    const stands = standing(room, asker);
    const inside =
      stands === 'open' || stands === 'room-locked' ? { stage, listening } : { stage: [], listening: 0 };
    return { ...outline, ...inside, standing: stands, yours: asker.person?.personId === ownerId };
  };
}

export function nameOf(room: Room, who: ParticipantId | null): string | null {
  return who === null ? null : (participant(room, who)?.name ?? null);
}
