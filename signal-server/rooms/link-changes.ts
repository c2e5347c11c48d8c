import type { RoomEvent } from '../../shared/room/events.ts';
import {
  onStage,
  participant,
  type Participant,
  type ParticipantId,
  type Room,
} from '../../shared/room/state.ts';
import { linksOf, type LinkPlan } from '../../shared/topology/plan.ts';

/** The links a participant should have. A listener is linked only to the stage, so only the stage is looked at. */
export function linksIn(room: Room, who: ParticipantId): readonly LinkPlan[] {
  const one = participant(room, who);
  return one ? linksTo(room, one) : [];
}

function linksTo(room: Room, one: Participant): LinkPlan[] {
  const { people } = room.stage;
  return linksOf(one, one.role === 'listener' ? people : [...people, ...Object.values(room.listeners)]);
}

/** The new links of everyone among `whom` whose links differ between two states of a room. */
export function changedLinks(
  before: Room,
  after: Room,
  events: readonly RoomEvent[],
  whom: Iterable<ParticipantId>,
): ReadonlyMap<ParticipantId, readonly LinkPlan[]> {
  const changed = new Map<ParticipantId, readonly LinkPlan[]>();
  if (!events.some(touchesLinks)) return changed;
  const sameStage = stageKey(before) === stageKey(after);
  for (const who of whom) {
    // A newcomer in the audience concerns the stage alone: thousands of listeners need not be looked at.
    if (sameStage && !onStage(after, who)) continue;
    const links = linksIn(after, who);
    if (!sameLinks(linksIn(before, who), links)) changed.set(who, links);
  }
  return changed;
}

function touchesLinks({ type }: RoomEvent): boolean {
  switch (type) {
    case 'entered':
    case 'came-on-stage':
    case 'moved-to-audience':
    case 'left-stage':
    case 'left-audience':
    case 'stage-back':
    case 'back':
      return true;
    default:
      return false;
  }
}

function stageKey(room: Room): string {
  return room.stage.people.map(({ id, fingerprint }) => `${id} ${fingerprint}`).join();
}

function sameLinks(a: readonly LinkPlan[], b: readonly LinkPlan[]): boolean {
  if (a.length !== b.length) return false;
  const key = ({ peer, fingerprint, initiator }: LinkPlan) => `${peer} ${fingerprint} ${initiator}`;
  const known = new Set(a.map(key));
  return b.every((link) => known.has(key(link)));
}
