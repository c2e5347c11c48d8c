import type { Entrance } from '../../shared/protocol/messages.ts';
import type { OfferEnvelope } from '../../shared/protocol/signals.ts';
import type { ParticipantId, Room } from '../../shared/room/state.ts';
import type { LinkPlan } from '../../shared/topology/plan.ts';
import type { LinkReport } from './links/room-links.ts';
import { passOffersOn } from './pass-offers-on.ts';
import type { RoomLines } from './room-lines.ts';
import { personal } from './room-views.ts';

/** What a page brings along when it enters. */
export interface Luggage extends LinkReport {
  readonly offers: readonly OfferEnvelope[];
}

interface Arrival extends Pick<Entrance, 'audience' | 'knocks' | 'iceServers' | 'now'> {
  readonly room: Room;
  readonly plan: readonly LinkPlan[];
  readonly offers: readonly OfferEnvelope[];
  readonly lines: RoomLines;
}

/** The whole state of a room as it is for somebody who has just come in, whose offers are passed on with it. */
export function entranceFor(you: ParticipantId, arrival: Arrival): Entrance {
  const { room, audience, knocks, plan, iceServers, offers, lines, now } = arrival;
  // An offer made without these servers may know no way to the peer.
  const offered = iceServers.length > 0 ? [] : passOffersOn(offers, { from: you, room, links: plan, lines });
  return {
    you,
    stage: room.stage,
    audience,
    personal: personal(room, you),
    knocks,
    plan,
    iceServers,
    offered,
    now,
  };
}
