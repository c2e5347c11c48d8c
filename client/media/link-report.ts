import type { ParticipantId } from '../../shared/room/state.ts';
import type { LinkKind } from '../../shared/topology/plan.ts';

/** How one link is doing, measured over the last few seconds. */
export interface LinkReport {
  readonly peer: ParticipantId;
  /** What it is for, as this page sees it. */
  readonly kind: LinkKind;
  /** Whether audio is asked for over it, or from it, now: true however silent the room is, false for whoever only stands by. */
  readonly flows: boolean;
  readonly state: 'connecting' | 'up' | 'mending';
  /** Audio bits per second, as sent and as received. */
  readonly sentBps: number;
  readonly receivedBps: number;
  /** Share of packets that did not arrive, 0 to 1. */
  readonly loss: number;
  /** Round trip between the two, in ms; null until measured. */
  readonly roundTripMs: number | null;
  /** Whether the audio goes straight from browser to browser, or over a TURN server. */
  readonly relayed: boolean;
}

/** A report with what the other side and the browser say of what is sent, for whoever judges how much more could be. */
export interface MeasuredLink extends LinkReport {
  /** Share of what was sent that did not arrive there, 0 to 1; null until the peer has said. */
  readonly remoteLoss: number | null;
  /** What the browser believes could be sent over this link, bit/s; null where it does not say. */
  readonly availableOutgoingBps: number | null;
}
