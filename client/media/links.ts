import type { IceServer } from '../../shared/protocol/messages.ts';
import type { Envelope } from '../../shared/protocol/signals.ts';
import type { ParticipantId } from '../../shared/room/state.ts';
import { type LinkPlan, type LinkSide, sideOf } from '../../shared/topology/plan.ts';
import type { AudioLine } from './audio-line.ts';
import type { FrameRouter } from './frame-router.ts';
import { KeptLink } from './kept-link.ts';
import type { PreparedLink } from './prepared-link.ts';

/** One planned link: two participants may have one of each side. */
export interface Strand {
  readonly side: LinkSide;
  readonly peer: ParticipantId;
  readonly link: KeptLink;
}

export interface LinksOptions {
  readonly certificate: RTCCertificate;
  readonly router: FrameRouter;
  /** Passes a signal to a peer; resolves to whether it was passed on. */
  readonly signal: (to: ParticipantId, envelope: Envelope) => Promise<boolean>;
  readonly lines: (side: LinkSide, peer: ParticipantId, lines: readonly AudioLine[]) => void;
  readonly linesGone: (side: LinkSide, peer: ParticipantId) => void;
  readonly message: (side: LinkSide, peer: ParticipantId, text: string) => void;
  readonly changed: () => void;
}

/** Makes the links match the plan. What goes over them is for others to say. */
export class Links {
  readonly #options: LinksOptions;
  readonly #strands = new Map<string, Strand>();
  #iceServers: readonly IceServer[] = [];

  constructor(options: LinksOptions) {
    this.#options = options;
  }

  setIceServers(iceServers: readonly IceServer[]): void {
    this.#iceServers = iceServers;
  }

  /**
   * Opens the links that are planned and missing, closes those no longer planned; the same plan again changes nothing.
   * `prepared` are links whose peers have already been given the offer.
   */
  follow(plan: readonly LinkPlan[], prepared: ReadonlyMap<ParticipantId, PreparedLink>): void {
    const planned = new Map(plan.map((link) => [keyOf(sideOf(link.kind), link.peer), link]));
    for (const [key, { link }] of this.#strands) {
      const wanted = planned.get(key);
      if (wanted?.fingerprint !== link.plan.fingerprint || wanted.initiator !== link.plan.initiator)
        this.#close(key);
      else link.plan = wanted;
    }
    for (const [key, link] of planned)
      if (!this.#strands.has(key)) this.#open(key, link, prepared.get(link.peer));
  }

  get all(): Iterable<Strand> {
    return this.#strands.values();
  }

  on(side: LinkSide): readonly Strand[] {
    return [...this.#strands.values()].filter((strand) => strand.side === side);
  }

  get(side: LinkSide, peer: ParticipantId): Strand | undefined {
    return this.#strands.get(keyOf(side, peer));
  }

  receive(from: ParticipantId, envelope: Envelope): void {
    this.get(envelope.side, from)?.link.receive(envelope);
  }

  /** The server is there again: mends at once what waited for it. */
  retry(): void {
    for (const { link } of this.#strands.values()) if (link.state !== 'up') link.retry();
  }

  close(): void {
    for (const key of this.#strands.keys()) this.#close(key);
  }

  #open(key: string, plan: LinkPlan, prepared?: PreparedLink): void {
    const { certificate, router, signal, lines, linesGone, message, changed } = this.#options;
    const { peer } = plan;
    const side = sideOf(plan.kind);
    const link = new KeptLink(
      { plan, iceServers: this.#iceServers, certificate, router, prepared },
      {
        signal: (envelope) => signal(peer, envelope),
        lines: (made) => lines(side, peer, made),
        linesGone: () => linesGone(side, peer),
        message: (text) => message(side, peer, text),
        changed,
      },
    );
    this.#strands.set(key, { side, peer, link });
  }

  #close(key: string): void {
    this.#strands.get(key)?.link.close();
    this.#strands.delete(key);
  }
}

function keyOf(side: LinkSide, peer: ParticipantId): string {
  return `${side} ${peer}`;
}
