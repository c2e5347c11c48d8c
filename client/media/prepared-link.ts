import type { Offer, Signal } from '../../shared/protocol/signals.ts';
import type { LinkSide } from '../../shared/topology/plan.ts';
import type { FrameRouter } from './frame-router.ts';
import { PeerLink, type PeerLinkEvents } from './peer-link.ts';

/**
 * A link whose offer is made before it is known to whom it goes. It is connected to nobody, and nothing of it has left this
 * page, until its offer is taken and somebody answers it.
 */
export class PreparedLink {
  readonly #link: PeerLink;
  /** Ways that were found after the offer was taken, for a peer that is not known yet. */
  readonly #found: Signal[] = [];
  #events: PeerLinkEvents | undefined;
  #taken = false;

  constructor(certificate: RTCCertificate, router: FrameRouter) {
    this.#link = new PeerLink(
      {
        side: undefined,
        initiator: true,
        iceServers: [],
        certificate,
        peerFingerprint: undefined,
        router,
      },
      {
        signal: (signal) => this.#signal(signal),
        // Told when it is known which of them there are.
        lines: () => {},
        message: (words) => this.#events?.message(words),
        up: () => this.#events?.up(),
        down: () => this.#events?.down(),
      },
    );
  }

  /** The offer, to be sent once; undefined while there is none yet. */
  takeOffer(): Offer | undefined {
    const { offer } = this.#link;
    this.#taken = offer !== undefined;
    return offer;
  }

  /** The link, from now on with this peer, who has been given the offer. */
  giveTo(peerFingerprint: string, side: LinkSide, events: PeerLinkEvents): PeerLink {
    this.#link.expect(peerFingerprint, side);
    this.#events = events;
    events.lines(this.#link.lines);
    for (const signal of this.#found.splice(0)) queueMicrotask(() => events.signal(signal));
    return this.#link;
  }

  close(): void {
    this.#link.close();
  }

  #signal(signal: Signal): void {
    if (this.#events) this.#events.signal(signal);
    // What was found before is in the offer.
    else if (this.#taken) this.#found.push(signal);
  }
}
