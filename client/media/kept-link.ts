import type { IceServer } from '../../shared/protocol/messages.ts';
import type { Envelope, Signal } from '../../shared/protocol/signals.ts';
import { type LinkPlan, sideOf } from '../../shared/topology/plan.ts';
import type { AudioLine, OwnFrames } from './audio-line.ts';
import type { FrameRouter } from './frame-router.ts';
import { PeerLink, type PeerLinkEvents } from './peer-link.ts';
import type { PreparedLink } from './prepared-link.ts';

/** A silent data channel is noticed after this long; ICE alone takes seven seconds. */
const SILENCE_MS = 3_000;
const RESTART_EVERY_MS = 2_000;
/** What an ICE restart has not mended by then, a new link replaces. */
const RENEW_AFTER_MS = 15_000;
const CONNECT_WITHIN_MS = 10_000;
const RENEW_DELAYS_MS = [200, 1_000, 2_000, 4_000] as const;
/** A pair makes at most one new link in this time, and takes so many offers: a peer cannot keep this page busy. */
const SPACING_MS = 1_000;
const OFFERS_PER_SPACING = 2;
const CHECK_MS = 500;

export type LinkState = 'connecting' | 'up' | 'mending';

export interface KeptLinkOptions {
  readonly plan: LinkPlan;
  readonly iceServers: readonly IceServer[];
  readonly certificate: RTCCertificate;
  readonly router: FrameRouter;
  /** The first link, where the peer has already been given its offer. */
  readonly prepared?: PreparedLink | undefined;
}

export interface KeptLinkEvents {
  /** Sends to the peer; resolves to whether it was passed on. */
  signal(envelope: Envelope): Promise<boolean>;
  lines(lines: readonly AudioLine[]): void;
  /** The lines given before are no more. */
  linesGone(): void;
  message(text: string): void;
  changed(): void;
}

/**
 * Keeps one planned peer linked for as long as the plan wants it: restarts ICE when the way is lost, replaces the link when that
 * does not help. `attempt` numbers the links of this pair; the side that makes the offers counts, the other follows.
 */
export class KeptLink {
  readonly #options: KeptLinkOptions;
  readonly #events: KeptLinkEvents;
  readonly #check: number;
  #link: PeerLink | undefined;
  #attempt = 0;
  #plan: LinkPlan;
  #own: OwnFrames | null = null;
  #state: LinkState = 'connecting';
  /** When this state began, the link was opened, the last restart tried, the latest offers taken (performance.now()). */
  #since = performance.now();
  #openedAt = -SPACING_MS;
  #restartedAt = -RESTART_EVERY_MS;
  #offers: readonly number[] = [];
  #failures = 0;
  #renewal: number | undefined;

  constructor(options: KeptLinkOptions, events: KeptLinkEvents) {
    this.#options = options;
    this.#events = events;
    this.#plan = options.plan;
    if (options.plan.initiator) this.#renew();
    this.#check = window.setInterval(() => this.#watch(), CHECK_MS);
  }

  /** What the link is for may change while it lives, from one kind to another of the same side. */
  get plan(): LinkPlan {
    return this.#plan;
  }

  set plan(plan: LinkPlan) {
    this.#plan = plan;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Milliseconds in this state. */
  get stateMs(): number {
    return performance.now() - this.#since;
  }

  get lines(): readonly AudioLine[] {
    return this.#link?.lines ?? [];
  }

  /** Milliseconds since anything was heard of the peer, beats or audio; undefined before the first beat. */
  get silentMs(): number | undefined {
    const silentMs = this.#link?.silentMs;
    if (silentMs === undefined) return undefined;
    return Math.min(silentMs, ...this.lines.map((line) => line.silentMs ?? Infinity));
  }

  /** Whether ICE has a working way to the peer just now, and the peer was heard of over it. */
  get connected(): boolean {
    return this.#link?.connected === true && this.#link.silentMs !== undefined;
  }

  async stats(): Promise<RTCStatsReport | undefined> {
    return this.#link?.stats();
  }

  speak(own: OwnFrames | null): void {
    this.#own = own;
    this.#link?.speak(own);
  }

  /** Over the data channel; lost where it is not open. */
  send(words: string): void {
    this.#link?.send(words);
  }

  receive({ attempt, signal }: Envelope): void {
    const { initiator } = this.#plan;
    if (signal.type === 'renew') return initiator ? this.#renewFor(attempt) : undefined;
    if (signal.type === 'offer' && !this.#takesOffer(attempt)) return;
    if (attempt !== this.#attempt) return;
    if (signal.type === 'restart') this.#restart();
    else this.#link?.receive(signal);
  }

  /** Whether an offer comes from the side that makes them, and not faster than an honest page would. A newer attempt opens a new link. */
  #takesOffer(attempt: number): boolean {
    if (this.#plan.initiator || attempt < this.#attempt) return false;
    const now = performance.now();
    const recent = this.#offers.filter((at) => now - at < SPACING_MS);
    if (recent.length >= OFFERS_PER_SPACING) return false;
    this.#offers = [...recent, now];
    if (attempt === this.#attempt) return true;
    this.#attempt = attempt;
    this.#open();
    return true;
  }

  /** The server is there again: what could not be signalled before is tried now. */
  retry(): void {
    this.#restartedAt = -RESTART_EVERY_MS;
    this.#failures = 0;
    if (!this.#link) this.#scheduleRenewal();
    this.#watch();
  }

  close(): void {
    window.clearInterval(this.#check);
    window.clearTimeout(this.#renewal);
    this.#drop();
  }

  #drop(): void {
    if (!this.#link) return;
    this.#link.close();
    this.#link = undefined;
    this.#events.linesGone();
  }

  /** Starts over: the offering side with a new link, the other by asking for one. */
  #renew(): void {
    window.clearTimeout(this.#renewal);
    this.#renewal = undefined;
    if (this.#plan.initiator) {
      this.#attempt += 1;
      this.#open();
    } else {
      const attempt = Math.max(1, this.#attempt);
      void this.#events.signal({ side: sideOf(this.#plan.kind), attempt, signal: { type: 'renew' } });
      this.#scheduleRenewal();
    }
  }

  /** The peer asks for a new link in place of this attempt; a request that a working newer link has overtaken is old news. */
  #renewFor(attempt: number): void {
    if (attempt > this.#attempt || (attempt < this.#attempt && this.#link?.connected)) return;
    if (performance.now() - this.#openedAt >= SPACING_MS) this.#renew();
  }

  #scheduleRenewal(): void {
    window.clearTimeout(this.#renewal);
    const wait = RENEW_DELAYS_MS[Math.min(this.#failures, RENEW_DELAYS_MS.length - 1)] ?? 0;
    const delay = Math.max(wait, this.#openedAt + SPACING_MS - performance.now());
    this.#failures += 1;
    this.#renewal = window.setTimeout(() => this.#renew(), delay);
  }

  #open(): void {
    this.#drop();
    window.clearTimeout(this.#renewal);
    this.#renewal = undefined;
    const link: PeerLink = this.#make({
      signal: (signal) => void this.#send(link, signal),
      lines: (lines) => this.#events.lines(lines),
      message: (words) => this.#events.message(words),
      up: () => this.#enter('up'),
      down: () => this.#lost(link),
    });
    this.#link = link;
    this.#since = this.#openedAt = performance.now();
    link.speak(this.#own);
    this.#enter(this.#attempt === 1 ? 'connecting' : 'mending');
  }

  #make(events: PeerLinkEvents): PeerLink {
    const { iceServers, certificate, prepared, router } = this.#options;
    const { initiator, fingerprint, kind } = this.#plan;
    const side = sideOf(kind);
    if (prepared && this.#attempt === 1) return prepared.giveTo(fingerprint, side, events);
    return new PeerLink(
      { side, initiator, iceServers, certificate, peerFingerprint: fingerprint, router },
      events,
    );
  }

  async #send(link: PeerLink, signal: Signal): Promise<void> {
    const side = sideOf(this.#plan.kind);
    const passedOn = await this.#events.signal({ side, attempt: this.#attempt, signal });
    if (!passedOn && signal.type === 'offer' && link === this.#link) void link.withdrawOffer();
  }

  #lost(link: PeerLink): void {
    if (link !== this.#link) return;
    this.#link = undefined;
    this.#events.linesGone();
    this.#enter('mending');
    this.#scheduleRenewal();
  }

  #enter(state: LinkState): void {
    if (state === 'up') this.#failures = 0;
    if (state === this.#state) return;
    this.#state = state;
    this.#since = performance.now();
    this.#events.changed();
  }

  #watch(): void {
    const link = this.#link;
    if (!link) return this.#watchConnecting();
    const healthy = link.connected && (link.silentMs ?? Infinity) < SILENCE_MS;
    if (healthy) return this.#enter('up');
    if (link.silentMs === undefined) return this.#watchConnecting();
    this.#enter('mending');
    // A page that sleeps sends no heartbeats, but its audio may well go on: only a dead way is given up.
    if (this.stateMs > RENEW_AFTER_MS && !link.connected) return this.#renew();
    if (performance.now() - this.#restartedAt >= RESTART_EVERY_MS) this.#restart();
  }

  #restart(): void {
    if (performance.now() - this.#restartedAt < SPACING_MS) return;
    this.#restartedAt = performance.now();
    this.#link?.restart();
  }

  #watchConnecting(): void {
    if (this.stateMs < CONNECT_WITHIN_MS || this.#renewal !== undefined) return;
    this.#since = performance.now();
    this.#renew();
  }
}
