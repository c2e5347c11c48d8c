import type { Decision } from './decide.ts';
import type { RoomEvent } from './events.ts';
import type { PersonId, Room } from './state.ts';
import { participants } from './state.ts';
import { withSuccession } from './succession.ts';

/** Somebody who is to be forgotten, and the further keys (browsers) that are theirs alone. */
export interface Forgotten {
  readonly personId: PersonId;
  readonly keys: readonly string[];
}

/**
 * Somebody has erased their account. They leave, and with them whoever came with a browser that is only theirs; a room of their
 * own closes. Afterwards nothing in the room names them; the events that did are the store's to forget.
 */
export function forget(room: Room, { personId, keys: browsers }: Forgotten, at: number): Decision {
  const { stage, knownBy } = room;
  if (stage.ownerId === personId) return { events: stage.live ? [{ type: 'closed', by: null, at }] : [] };
  const keys = [personId, ...browsers];
  const departures = participants(room)
    .filter((one) => [one.personId, ...(knownBy[one.id] ?? [])].some((key) => keys.includes(key)))
    .map(({ id: who, role }): RoomEvent => ({
      type: role === 'listener' ? 'left-audience' : 'left-stage',
      who,
      departure: 'left',
      by: null,
      at,
    }));
  return { events: withSuccession(room, [...departures, { type: 'forgotten', keys, at }], at) };
}
