import type { IceServer } from '../../shared/protocol/messages.ts';
import type { Envelope } from '../../shared/protocol/signals.ts';
import type { ParticipantId } from '../../shared/room/state.ts';
import type { LinkPlan } from '../../shared/topology/plan.ts';
import { AudioOutput, type Hearing } from './audio-output.ts';
import { KeptLink } from './kept-link.ts';
import type { LinkReport } from './link-report.ts';
import { LinkMeter } from './link-meter.ts';
import type { PreparedLink } from './prepared-link.ts';

export interface MeshOptions {
  readonly certificate: RTCCertificate;
  /** Passes a signal to a peer; resolves to whether it was passed on. */
  readonly signal: (to: ParticipantId, envelope: Envelope) => Promise<boolean>;
  readonly changed: () => void;
}

interface Strand {
  readonly link: KeptLink;
  readonly meter: LinkMeter;
}

/** A peer whose link has been down for this long is worth telling the person about. */
const TROUBLE_AFTER_MS = 2_500;
const LOOK_AGAIN_MS = 10;

/** Makes the links match the plan, sends the microphone over them and plays what comes from those who may be heard. */
export class Mesh {
  readonly output: AudioOutput;
  readonly #options: MeshOptions;
  readonly #strands = new Map<ParticipantId, Strand>();
  #iceServers: readonly IceServer[] = [];
  #microphone: MediaStreamTrack | null = null;
  #audible: ReadonlySet<ParticipantId> = new Set();
  #soon: ReadonlySet<ParticipantId> = new Set();
  #blocked = false;

  constructor(options: MeshOptions) {
    this.#options = options;
    this.output = new AudioOutput((blocked) => this.#setBlocked(blocked));
  }

  /** Whether the browser holds the sound back until the person touches the page. */
  get blocked(): boolean {
    return this.#blocked;
  }

  setIceServers(iceServers: readonly IceServer[]): void {
    this.#iceServers = iceServers;
  }

  /**
   * Opens the links that are planned and missing, closes those no longer planned; the same plan again changes nothing.
   * `prepared` are links whose peers have already been given the offer.
   */
  follow(plan: readonly LinkPlan[], prepared: ReadonlyMap<ParticipantId, PreparedLink> = new Map()): void {
    const planned = new Map(plan.map((link) => [link.peer, link]));
    for (const [peer, { link }] of this.#strands) {
      const wanted = planned.get(peer);
      if (wanted?.fingerprint !== link.plan.fingerprint || wanted.initiator !== link.plan.initiator)
        this.#close(peer);
    }
    for (const link of plan) if (!this.#strands.has(link.peer)) this.#open(link, prepared.get(link.peer));
    this.#options.changed();
  }

  /** What the peers are sent: the microphone, or nothing at all. */
  speak(microphone: MediaStreamTrack | null): void {
    if (microphone === this.#microphone) return;
    this.#microphone = microphone;
    for (const { link } of this.#strands.values()) link.setMicrophone(microphone);
  }

  /** Whose audio is played, and who may be soon: nobody else's is, whatever they send. */
  hear(audible: ReadonlySet<ParticipantId>, soon: ReadonlySet<ParticipantId> = new Set()): void {
    this.#audible = audible;
    this.#soon = soon;
    for (const peer of this.#strands.keys()) this.output.setHearing(peer, this.#hearingOf(peer));
  }

  /** Whether every planned link is up, and something has come from everyone who can be heard. */
  get complete(): boolean {
    return [...this.#strands].every(
      ([peer, { link }]) => link.state === 'up' && (link.heard || !this.#audible.has(peer)),
    );
  }

  /** Resolves when the mesh is complete, or after this many ms. */
  async completion(withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!this.complete && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }

  receive(from: ParticipantId, envelope: Envelope): void {
    this.#strands.get(from)?.link.receive(envelope);
  }

  /** The server is there again: mends at once what waited for it. */
  retry(): void {
    for (const { link } of this.#strands.values()) if (link.state !== 'up') link.retry();
  }

  levelOf(peer: ParticipantId): number {
    return this.#audible.has(peer) ? (this.#strands.get(peer)?.link.level ?? 0) : 0;
  }

  get troubled(): readonly ParticipantId[] {
    return [...this.#strands].flatMap(([peer, { link }]) => (isTroubled(link) ? [peer] : []));
  }

  reports(): Promise<readonly LinkReport[]> {
    return Promise.all([...this.#strands].map(([peer, { link, meter }]) => meter.measure(peer, link)));
  }

  close(): void {
    for (const peer of this.#strands.keys()) this.#close(peer);
  }

  #open(plan: LinkPlan, prepared?: PreparedLink): void {
    const { peer } = plan;
    const link = new KeptLink(
      { plan, iceServers: this.#iceServers, certificate: this.#options.certificate, prepared },
      {
        signal: (envelope) => this.#options.signal(peer, envelope),
        track: (track) => this.output.add(peer, track),
        trackGone: () => this.output.remove(peer),
        changed: () => this.#options.changed(),
      },
    );
    this.#strands.set(peer, { link, meter: new LinkMeter() });
    link.setMicrophone(this.#microphone);
    this.output.setHearing(peer, this.#hearingOf(peer));
  }

  #close(peer: ParticipantId): void {
    this.#strands.get(peer)?.link.close();
    this.#strands.delete(peer);
    this.output.forget(peer);
  }

  #hearingOf(peer: ParticipantId): Hearing {
    if (this.#audible.has(peer)) return 'heard';
    return this.#soon.has(peer) ? 'ready' : 'off';
  }

  #setBlocked(blocked: boolean): void {
    if (blocked === this.#blocked) return;
    this.#blocked = blocked;
    this.#options.changed();
  }
}

function isTroubled(link: KeptLink): boolean {
  return link.state === 'mending' || (link.state === 'connecting' && link.stateMs > TROUBLE_AFTER_MS);
}
