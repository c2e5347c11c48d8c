import type { Logger } from 'pino';
import { LISTENED_MS } from '../../shared/invites/policy.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import { inAudience, type Listener, type PersonId, type Room } from '../../shared/room/state.ts';
import type { Store } from '../store/store.ts';
import type { Change } from './room-broadcast.ts';

/** The members who, by what has happened, have taken part in the room: come on stage, or listened for long enough until now. */
export function tookPart({ before, events }: Pick<Change, 'before' | 'events'>): readonly PersonId[] {
  return [...new Set(events.flatMap((event) => whoTookPart(before, event)))];
}

function whoTookPart(before: Room, event: RoomEvent): readonly PersonId[] {
  switch (event.type) {
    case 'came-on-stage':
      return event.person.kind === 'member' ? [event.person.personId] : [];
    case 'left-audience': {
      const listener = inAudience(before, event.who);
      return listener ? longListeners([listener], event.at) : [];
    }
    case 'closed':
      return longListeners(Object.values(before.listeners), event.at);
    default:
      return [];
  }
}

function longListeners(listeners: readonly Listener[], at: number): readonly PersonId[] {
  return listeners
    .filter(
      ({ kind, enteredAt, awaySince }) => kind === 'member' && (awaySince ?? at) - enteredAt >= LISTENED_MS,
    )
    .map(({ personId }) => personId);
}

/** Counts it towards the members' next invites. Nobody waits for it, and nothing in the room depends on it. */
export function noteRoomUses(
  change: Change,
  { store, log }: { readonly store: Store; readonly log: Logger },
): void {
  const room = change.after.stage.roomId;
  for (const member of tookPart(change)) {
    store.invites
      .noteUse(member, room)
      .catch((error: unknown) =>
        log.warn({ err: error, room }, 'that somebody took part could not be counted'),
      );
  }
}
