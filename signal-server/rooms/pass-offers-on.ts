import type { OfferEnvelope } from '../../shared/protocol/signals.ts';
import type { ParticipantId, Room } from '../../shared/room/state.ts';
import { type LinkPlan, otherSide, sideOf } from '../../shared/topology/plan.ts';
import type { RoomLines } from './room-lines.ts';

interface Newcomer {
  readonly from: ParticipantId;
  readonly room: Room;
  readonly links: readonly LinkPlan[];
  readonly lines: RoomLines;
}

/**
 * Gives each offer that a newcomer brought along to one of those to whom the newcomer makes them: to the parent, then to the standby, then
 * to those on stage, who can be heard first. Answers to whom, in the order of the offers.
 */
export function passOffersOn(
  offers: readonly OfferEnvelope[],
  { from, room, links, lines }: Newcomer,
): readonly ParticipantId[] {
  const heard = new Set(room.stage.people.flatMap(({ id, muted }) => (muted ? [] : [id])));
  const rank = ({ kind, peer }: LinkPlan) => {
    if (kind !== 'stage') return kind === 'parent' ? 0 : 1;
    return heard.has(peer) ? 2 : 3;
  };
  const inTurn = links
    .filter(({ initiator, kind }) => initiator && kind !== 'former')
    .sort((a, b) => rank(a) - rank(b));
  const offered: ParticipantId[] = [];
  for (const { peer, kind } of inTurn) {
    const envelope = offers[offered.length];
    if (!envelope) break;
    const side = otherSide(sideOf(kind));
    if (lines.tell(peer, 'signal', { from, side, ...envelope })) offered.push(peer);
  }
  return offered;
}
