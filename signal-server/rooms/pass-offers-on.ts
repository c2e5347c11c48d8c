import type { OfferEnvelope } from '../../shared/protocol/signals.ts';
import type { ParticipantId, Room } from '../../shared/room/state.ts';
import type { LinkPlan } from '../../shared/topology/plan.ts';
import type { RoomLines } from './room-lines.ts';

interface Newcomer {
  readonly from: ParticipantId;
  readonly room: Room;
  readonly links: readonly LinkPlan[];
  readonly lines: RoomLines;
}

/**
 * Gives each offer that a newcomer brought along to one of those to whom the newcomer makes them, those who can be heard
 * first; answers to whom, in the order of the offers.
 */
export function passOffersOn(
  offers: readonly OfferEnvelope[],
  { from, room, links, lines }: Newcomer,
): readonly ParticipantId[] {
  const heard = new Set(room.stage.people.flatMap(({ id, muted }) => (muted ? [] : [id])));
  const peers = links.flatMap(({ peer, initiator }) => (initiator ? [peer] : []));
  const offered: ParticipantId[] = [];
  for (const peer of peers.sort((a, b) => Number(heard.has(b)) - Number(heard.has(a)))) {
    const envelope = offers[offered.length];
    if (!envelope) break;
    if (lines.tell(peer, 'signal', { from, ...envelope })) offered.push(peer);
  }
  return offered;
}
