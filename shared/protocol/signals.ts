import type { ParticipantId } from '../room/state.ts';
import type { LinkSide } from '../topology/plan.ts';

/** What one page tells another while a link is made or mended. */
export type Signal =
  /** `round` pairs an answer with its offer, so that a late answer to a withdrawn offer does no harm. */
  | { readonly type: 'offer'; readonly sdp: string; readonly round: number }
  | Answer
  | {
      readonly type: 'candidate';
      readonly candidate: {
        readonly candidate: string;
        readonly sdpMid: string | null;
        readonly sdpMLineIndex: number | null;
      };
    }
  /** From the side that does not make offers: please restart ICE. */
  | { readonly type: 'restart' }
  /** From the side that does not make offers: this link is beyond repair, make a new one. */
  | { readonly type: 'renew' };

export interface Answer {
  readonly type: 'answer';
  readonly sdp: string;
  readonly round: number;
  /** From a parent: whose voice is in each slot, so that the child need not wait for the data channel before it plays anybody. */
  readonly slots?: Slots;
}

/** Whose voice is in each slot of a link from a parent; null where it is empty. */
export type Slots = readonly (ParticipantId | null)[];

export type Offer = Extract<Signal, { type: 'offer' }>;

/** An offer that is made before it is known to whom it goes. `attempt` tells the links apart that two pages make one after another: a newer one replaces the older. */
export interface OfferEnvelope {
  readonly attempt: number;
  readonly signal: Offer;
}

/** `side` tells apart the links that two pages may have at once. It is that of the page that sends or receives the envelope: the server turns it round. */
export interface Envelope {
  readonly side: LinkSide;
  readonly attempt: number;
  readonly signal: Signal;
}
