/** What one page tells another while a link is made or mended. */
export type Signal =
  /** `round` pairs an answer with its offer, so that a late answer to a withdrawn offer does no harm. */
  | { readonly type: 'offer' | 'answer'; readonly sdp: string; readonly round: number }
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

export type Offer = Extract<Signal, { type: 'offer' | 'answer' }> & { readonly type: 'offer' };

/** `attempt` tells the links apart that two pages make one after another: a newer one replaces the older. */
export interface Envelope {
  readonly attempt: number;
  readonly signal: Signal;
}

export interface OfferEnvelope extends Envelope {
  readonly signal: Offer;
}
