import { OFFERS_LIMIT } from '../../shared/protocol/limits.ts';
import type { OfferEnvelope } from '../../shared/protocol/signals.ts';
import type { ParticipantId } from '../../shared/room/state.ts';
import type { FrameRouter } from './frame-router.ts';
import { PreparedLink } from './prepared-link.ts';

/** By then the network may be another one, and with it the ways that an offer names. */
const FRESH_MS = 60_000;

/**
 * Links made while somebody is about to press *Join*, so that their offers go along with the request: then the first voices
 * are one round trip away.
 */
export class PreparedLinks {
  readonly #certificate: RTCCertificate;
  readonly #router: FrameRouter;
  #links: PreparedLink[] = [];
  #offering: PreparedLink[] = [];
  #madeAt = 0;

  constructor(certificate: RTCCertificate, router: FrameRouter) {
    this.#certificate = certificate;
    this.#router = router;
  }

  /** Sees to it that there are fresh ones for so many peers, within bounds. Cheap to call again. */
  prepare(peers: number): void {
    const count = Math.min(peers, OFFERS_LIMIT);
    if (performance.now() - this.#madeAt > FRESH_MS) this.close();
    if (this.#links.length === 0) this.#madeAt = performance.now();
    while (this.#links.length < count) this.#links.push(new PreparedLink(this.#certificate, this.#router));
  }

  /** What to send along, once: the offers that are ready. */
  takeOffers(): readonly OfferEnvelope[] {
    // Those of a request that was refused.
    for (const link of this.#offering) link.close();
    const ready = this.#links.flatMap((link) => {
      const signal = link.takeOffer();
      return signal ? [{ link, envelope: { attempt: 1, signal } }] : [];
    });
    this.#offering = ready.map(({ link }) => link);
    this.#links = this.#links.filter((link) => !this.#offering.includes(link));
    return ready.map(({ envelope }) => envelope);
  }

  /** The links whose offers went to these peers, in the order of the offers. All others are let go. */
  assign(offered: readonly ParticipantId[]): ReadonlyMap<ParticipantId, PreparedLink> {
    const given = this.#offering.splice(0, offered.length);
    this.close();
    return new Map(offered.flatMap((peer, index) => (given[index] ? [[peer, given[index]]] : [])));
  }

  close(): void {
    for (const link of [...this.#links.splice(0), ...this.#offering.splice(0)]) link.close();
  }
}
