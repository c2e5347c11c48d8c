import type { ParticipantId } from '../../shared/room/state.ts';

/** How one link is doing, measured over the last few seconds. */
export interface LinkReport {
  readonly peer: ParticipantId;
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
