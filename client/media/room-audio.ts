import type { IceServer, ReportedUplinks, TurnedRequest } from '../../shared/protocol/messages.ts';
import type { Envelope } from '../../shared/protocol/signals.ts';
import type { ParticipantId, RoomId } from '../../shared/room/state.ts';
import { SLOTS } from '../../shared/topology/stage-voice.ts';
import type { LinkPlan, LinkSide } from '../../shared/topology/plan.ts';
import type { PageCertificate } from './certificate.ts';
import { Downlinks, type Feed } from './downlinks.ts';
import type { FrameRouter, Source } from './frame-router.ts';
import type { LinkMeters } from './link-meters.ts';
import type { MeasuredLink } from './link-report.ts';
import { Links, type Strand } from './links.ts';
import { OwnAudio } from './own-audio.ts';
import { PassingOn } from './passing-on.ts';
import { Playback } from './playback.ts';
import type { PreparedLink } from './prepared-link.ts';
import { reportedPlaces, reportedUplinks } from './reported-places.ts';
import { NOBODY, type Roster } from './roster.ts';
import { readyVoices, speakerLines, type SpeakerLine } from './speaker-lines.ts';
import type { VoiceKey } from './audio-output.ts';
import { StageBeats } from './stage-beats.ts';
import { troubledPeers } from './trouble.ts';
import { Uplinks } from './uplinks.ts';
import { VoiceProofs } from './voice-proofs.ts';

export interface RoomAudioOptions {
  readonly certificate: PageCertificate;
  readonly router: FrameRouter;
  /** Passes a signal to a peer; resolves to whether it was passed on. */
  readonly signal: (to: ParticipantId, envelope: Envelope) => Promise<boolean>;
  /** A parent or standby is not heard of any more, or deceives. */
  readonly lost: (lost: TurnedRequest) => void;
  readonly changed: () => void;
}

const TICK_MS = 50;

/** The room's audio in this page: over which links it comes, what of it is played, and what is passed on to whom. */
export class RoomAudio {
  readonly #options: RoomAudioOptions;
  readonly #links: Links;
  readonly #uplinks: Uplinks;
  readonly #downlinks: Downlinks;
  readonly #playback: Playback;
  readonly #own: OwnAudio;
  readonly #proofs: VoiceProofs;
  readonly #passingOn = new PassingOn();
  readonly #stageBeats = new StageBeats();
  readonly #stopTicking: () => void;
  #meters: Promise<LinkMeters> | undefined;
  #roster = NOBODY;
  #lines: ReadonlyMap<ParticipantId, SpeakerLine> = new Map();
  #tickedAt = performance.now();
  #blocked = false;

  constructor(options: RoomAudioOptions) {
    this.#options = options;
    const { certificate, router, signal, changed } = options;
    this.#playback = new Playback((blocked) => this.#setBlocked(blocked));
    this.#proofs = new VoiceProofs(router, certificate.voice);
    this.#own = new OwnAudio(router, (source) => {
      source.onStart(() => this.#begins(source));
      this.#proofs.sign(source);
    });
    this.#links = new Links({
      certificate: certificate.certificate,
      router,
      signal: (to, envelope) => signal(to, this.#withSlots(envelope)),
      lines: (side, peer, lines) => {
        if (side !== 'down') this.#playback.add({ side, peer }, lines);
        this.#links.get(side, peer)?.link.speak(this.#own.frames);
        for (const { source } of lines) source?.onStart(() => this.#begins(source));
        this.#update();
      },
      linesGone: (side, peer) => {
        this.#linesGone(side, peer);
        this.#update();
      },
      message: (side, peer, text) => this.#hear(side, peer, text),
      changed,
    });
    this.#uplinks = new Uplinks(this.#links, options.lost, this.#proofs);
    this.#downlinks = new Downlinks(this.#links);
    this.#stopTicking = router.onTick(() => this.#tick());
  }

  get output() {
    return this.#playback.output;
  }

  /** Whether the browser holds the sound back until the person touches the page. */
  get blocked(): boolean {
    return this.#blocked;
  }

  /** Whether there is any link over which the room can be heard, or will be. */
  get placed(): boolean {
    return this.#links.on('stage').length > 0 || this.#links.on('up').length > 0;
  }

  get places() {
    return reportedPlaces(this.#links, this.#uplinks.heard?.strand, this.#roster);
  }

  get uplinks(): ReportedUplinks {
    return reportedUplinks(this.#links, this.#uplinks.heard?.strand);
  }

  /** How many this page carries at most, beyond what is asked of it by the plan. */
  set carries(children: number) {
    this.#downlinks.carries = children;
  }

  /** Which room this is, where it is `now` (ms), and by which servers a way to others is found. */
  enter(room: RoomId, now: number, iceServers: readonly IceServer[] = []): void {
    this.#proofs.enter(room, now);
    this.#links.setIceServers(iceServers);
  }

  /** Makes the links as planned; see `Links.follow`. */
  follow(plan: readonly LinkPlan[], prepared: ReadonlyMap<ParticipantId, PreparedLink> = new Map()): void {
    const before = [...this.#links.all];
    this.#links.follow(plan, prepared);
    for (const { side, peer } of before) if (!this.#links.get(side, peer)) this.#forget(side, peer);
    for (const { link } of this.#links.on('stage')) link.speak(this.#own.frames);
    this.#update();
    this.#options.changed();
  }

  /** What is sent of this page: the microphone, or nothing at all. */
  speak(microphone: MediaStreamTrack | null): void {
    if (!this.#own.speak(microphone)) return;
    for (const { link } of this.#links.on('stage')) link.speak(this.#own.frames);
    this.#update();
  }

  /** Follows the roster: who is heard, and what is passed on. */
  hear(roster: Roster): void {
    this.#roster = roster;
    this.#proofs.follow(roster.you, roster.keys);
    if (roster.onStage) this.#own.prepare(1 + roster.audible.size + roster.soon.size);
    else this.#own.drop();
    this.#update();
  }

  /** How loud this participant sounds here, 0 to 1. */
  setVolume(speaker: ParticipantId, volume: number): void {
    this.#playback.setVolume(speaker, volume);
  }

  /** Whether every link that is needed now is up, and something has come from everyone for whom there is a line. */
  get complete(): boolean {
    const needed = [...this.#links.all].filter(({ link: { plan } }) => NEEDED.has(plan.kind));
    const lines = [...this.#lines.values()];
    return (
      needed.every(({ link }) => link.state === 'up') &&
      lines.length >= Math.min(SLOTS, this.#roster.audible.size) &&
      lines.every(({ line }) => line.silentMs !== undefined)
    );
  }

  /** Whether a link is being made, be it to somebody who is to hear the room from here. */
  get linking(): boolean {
    return [...this.#links.all].some(({ link }) => link.state === 'connecting');
  }

  receive(from: ParticipantId, envelope: Envelope): void {
    const { side, signal } = envelope;
    if (side === 'up' && signal.type === 'answer' && signal.slots && this.#links.get(side, from))
      this.#uplinks.hearSlots(from, signal.slots);
    this.#links.receive(from, envelope);
    this.#update();
  }

  /** The server is there again: mends at once what waited for it. */
  retry(): void {
    this.#links.retry();
  }

  levelOf(speaker: ParticipantId): number {
    return this.#lines.get(speaker)?.line.level ?? 0;
  }

  /** Those who cannot be heard well; see `troubledPeers`. */
  get troubled(): readonly ParticipantId[] {
    return troubledPeers(this.#links, this.#roster.audible);
  }

  async reports(): Promise<readonly MeasuredLink[]> {
    this.#meters ??= import('./link-meters.ts').then(({ LinkMeters }) => new LinkMeters());
    const meters = await this.#meters;
    return meters.measure([...this.#links.all], (strand) => this.#flows(strand));
  }

  /** Lets the children turn elsewhere before one goes; for a second at most. One's own voice is not sent meanwhile. */
  async handOver(): Promise<void> {
    this.speak(null);
    await this.#downlinks.handOver();
  }

  close(): void {
    this.#stopTicking();
    for (const { side, peer } of this.#links.all) this.#forget(side, peer);
    this.#links.close();
    this.#own.drop();
  }

  #tick(): void {
    const now = performance.now();
    const lateMs = Math.max(0, now - this.#tickedAt - TICK_MS);
    this.#tickedAt = now;
    this.#stageBeats.say(this.#links.on('stage'), now);
    this.#update(lateMs);
  }

  /** Brings everything in step with what is known now. Cheap, as it runs with every beat and every tick. */
  #update(lateMs = 0): void {
    const now = performance.now();
    this.#uplinks.choose(now, lateMs);
    this.#expectStraight();
    const stage = (peer: ParticipantId) => this.#links.get('stage', peer);
    this.#lines = speakerLines(this.#roster.audible, stage, this.#uplinks.heard);
    this.#playback.play(this.#lines, this.#ready());
    this.#downlinks.serve(this.#feed(now), now);
  }

  /** What comes straight from those on stage is checked as well, before it is passed on: whoever hears it from here would blame this page. */
  #expectStraight(): void {
    for (const { peer, link } of this.#links.on('stage'))
      link.lines[0]?.source?.expect(this.#proofs.expected(peer, peer));
  }

  /** The lines over which somebody may be heard in a moment: those from who was not heard yet get ready when there is nothing more urgent. */
  #ready(): ReadonlySet<VoiceKey> {
    const { audible, soon } = this.#roster;
    const heard = this.#uplinks.heard?.strand;
    const parents = this.#links.on('up').filter((strand) => strand === heard || this.complete);
    return readyVoices([...audible, ...soon], parents);
  }

  /** What there is to pass on; undefined where this page hears nothing itself. */
  #feed(now: number): Feed | undefined {
    if (this.#links.on('down').length === 0) return undefined;
    if (!this.#roster.onStage && !this.#uplinks.heard && this.#links.on('stage').length === 0)
      return undefined;
    return this.#passingOn.feed(this.#sources(), now);
  }

  #sources(): ReadonlyMap<ParticipantId, Source> {
    const sources = new Map<ParticipantId, Source>();
    for (const [speaker, { line }] of this.#lines)
      if (line.source && !line.source.unsigned) sources.set(speaker, line.source);
    const own = this.#own.frames?.source;
    if (this.#roster.onStage && own) sources.set(this.#roster.you, own);
    return sources;
  }

  #hear(side: LinkSide, peer: ParticipantId, text: string): void {
    if (side === 'stage') return;
    const changed = (side === 'up' ? this.#uplinks : this.#downlinks).hear(peer, text);
    if (changed) this.#update();
  }

  #withSlots(envelope: Envelope): Envelope {
    const { side, signal } = envelope;
    if (side !== 'down' || signal.type !== 'answer') return envelope;
    this.#update();
    return { ...envelope, signal: { ...signal, slots: this.#downlinks.slots } };
  }

  #linesGone(side: LinkSide, peer: ParticipantId): void {
    this.#playback.remove({ side, peer });
    if (side === 'up') this.#uplinks.forget(peer);
    else if (side === 'down') this.#downlinks.forget(peer);
  }

  #forget(side: LinkSide, peer: ParticipantId): void {
    this.#linesGone(side, peer);
    this.#playback.forget({ side, peer });
    if (side === 'stage') this.#stageBeats.forget(peer);
  }

  #begins(source: Source): void {
    if (this.#passingOn.begins(source, performance.now())) this.#update();
  }

  #flows(strand: Strand): boolean {
    if (strand.side === 'down') return this.#downlinks.flowing.has(strand.peer);
    return strand.side === 'stage' || strand === this.#uplinks.heard?.strand;
  }

  #setBlocked(blocked: boolean): void {
    if (blocked === this.#blocked) return;
    this.#blocked = blocked;
    this.#options.changed();
  }
}

const NEEDED: ReadonlySet<LinkPlan['kind']> = new Set(['stage', 'parent']);
