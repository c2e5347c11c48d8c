import type { RoomEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Listener, Room, StagePerson } from './state.ts';
import { asStagePerson } from './state.ts';

/**
 * The events, and what follows when they leave a live room without a moderator: the member longest on stage takes over,
 * else the member longest present. Those whose socket is there go before those who are away.
 */
export function withSuccession(room: Room, events: readonly RoomEvent[], at: number): readonly RoomEvent[] {
  const after = events.reduce(evolve, room);
  const { stage, listeners } = after;
  if (!stage.live || stage.people.some((person) => person.role === 'moderator')) return events;
  const speaker = first(stage.people, (person) => person.onStageSince);
  if (speaker) return [...events, { type: 'became-moderator', who: speaker.id, by: null, at }];
  const listener = first(Object.values(listeners), (one) => one.enteredAt);
  if (!listener) return events;
  return [
    ...events,
    { type: 'came-on-stage', person: asStagePerson(listener, 'moderator', at), by: null, at },
  ];
}

function first<One extends StagePerson | Listener>(
  people: readonly One[],
  since: (one: One) => number,
): One | undefined {
  const order = (one: One) => [one.awaySince === null ? 0 : 1, since(one)] as const;
  return people
    .filter((one) => one.kind === 'member')
    .reduce<One | undefined>((best, one) => {
      if (!best) return one;
      const [away, time] = order(one);
      const [bestAway, bestTime] = order(best);
      return away < bestAway || (away === bestAway && time < bestTime) ? one : best;
    }, undefined);
}
