import { OFFERS_LIMIT } from '../../shared/protocol/limits.ts';
import type { Entrance } from '../../shared/protocol/messages.ts';
import type { Command } from '../../shared/room/commands.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { ParticipantId, PersonId, RoomId } from '../../shared/room/state.ts';
import type { LinkPlan } from '../../shared/topology/plan.ts';
import { AudioOutput } from '../media/audio-output.ts';
import { createPageCertificate, type PageCertificate } from '../media/certificate.ts';
import { FrameRouter } from '../media/frame-router.ts';
import { PreparedLinks } from '../media/prepared-links.ts';
import { RoomAudio } from '../media/room-audio.ts';
import { StayAwake } from '../media/stay-awake.ts';
import { Admission } from './admission.ts';
import { CarryHelp } from './carry-help.ts';
import { devicePreferences } from './device-preferences.ts';
import { listDevices } from './device-list.ts';
import { HeldDrawing } from './held-drawing.ts';
import { OwnVoice } from './own-voice.ts';
import type { DeviceChoice, RoomControls, RoomEnding } from './room-state.ts';
import { RoomStore, type Surroundings } from './room-store.ts';
import { rosterOf } from './roster.ts';
import { SignalSocket } from './signal-socket.ts';
import { isSame, surroundings } from './surroundings.ts';

const UNREACHABLE_AFTER_MS = 3_000;
const TICK_MS = 1_000;
/** Drawing takes a tenth of a second on a slow computer: one's own first links go before it, and those of newcomers, but for no longer than this. */
const OWN_LINKS_FIRST_MS = 300;
const NEW_LINKS_FIRST_MS = 150;

/** A room on this page, not yet entered. `dispose` leaves it and lets everything go. */
export function createRoomSession(roomId: RoomId): RoomControls & { dispose(): void } {
  return new RoomSession(roomId);
}

/** Wires the server's messages to the state, and the state to the audio. Links outlive the socket: losing it only shows. */
class RoomSession implements RoomControls {
  readonly canChooseOutput = AudioOutput.canChoose;
  readonly #store = new RoomStore();
  readonly #socket: SignalSocket;
  readonly #admission: Admission;
  readonly #certificate = createPageCertificate();
  readonly #router = new FrameRouter();
  readonly #drawing = new HeldDrawing(() => this.#store.set(this.#store.state));
  readonly #carryHelp = new CarryHelp(
    this.#router,
    () => this.#audio,
    (children) => void this.#socket.ask('carry', { children }),
  );
  readonly #voice: OwnVoice;
  readonly #awake: StayAwake;
  readonly #volumes = new Map<PersonId, number>();
  readonly #tick: number;
  #audio: RoomAudio | undefined;
  #prepared: PreparedLinks | undefined;
  /** Done when one has left, as far as one was inside. */
  #going: Promise<void> = Promise.resolve();

  constructor(roomId: RoomId) {
    this.#certificate.then(
      ({ certificate }) => (this.#prepared = new PreparedLinks(certificate, this.#router)),
      () => {},
    );
    this.#voice = new OwnVoice({
      speak: (track) => this.#audio?.speak(track),
      tell: ({ type }) =>
        this.send(type === 'unmute' ? { type } : { type, who: this.#store.inside?.you ?? '' }),
      changed: () => this.#lookAround(),
      lost: () => this.#store.tell({ type: 'microphone-lost' }),
    });
    this.#awake = new StayAwake({
      toggleMicrophone: () => void this.#voice.setMuted(!this.#voice.muted),
      hangUp: () => this.leave(),
    });
    this.#store.subscribe(() => this.#follow());
    this.#socket = this.#connect();
    this.#admission = new Admission({
      roomId,
      socket: this.#socket,
      store: this.#store,
      certificate: this.#certificate,
      carries: () => this.#carryHelp.children,
      audioLinks: () => this.#audio?.places ?? {},
      takeOffers: () => this.#prepared?.takeOffers() ?? [],
      arrive: (entrance, certificate) => this.#arrive(entrance, certificate),
      end: (ending) => this.#end(ending),
    });
    this.#tick = window.setInterval(() => {
      this.#lookAround();
      // One goes in the moment the moderators say so.
      if (this.#store.isWaiting) this.prepare();
    }, TICK_MS);
    window.setTimeout(() => this.#noteUnreachable(), UNREACHABLE_AFTER_MS);
  }

  get state() {
    return this.#store.state;
  }
  subscribe = (changed: () => void) =>
    this.#store.subscribe(() => {
      if (!this.#drawing.held) changed();
    });
  observe = (happened: Parameters<RoomControls['observe']>[0]) => this.#store.observe(happened);

  prepare(): void {
    const { state } = this.#store;
    if (state.phase !== 'lobby' || state.entering || !state.preview.live) return;
    // Who waits before a door does not see how many are on stage.
    const { stage, listening } = state.preview;
    this.#prepared?.prepare(this.#store.isWaiting ? OFFERS_LIMIT : stage.length + listening);
  }

  async enter(guestName?: string): Promise<void> {
    // Whoever comes back at once has to be gone before.
    await this.#going;
    this.#drawing.hold(OWN_LINKS_FIRST_MS);
    await this.#admission.enter(guestName);
    if (!this.#store.inside) this.#drawing.release();
  }

  knock = (guestName?: string) => this.#admission.knock(guestName);
  stopKnocking = () => void this.#admission.stopKnocking();

  leave(): void {
    const audio = this.#audio;
    this.#audio = undefined;
    this.#end({ reason: 'left' });
    this.#going = this.#handOver(audio);
  }

  /** Whoever hears the room over this page turns elsewhere before it goes. */
  async #handOver(audio: RoomAudio | undefined): Promise<void> {
    await audio?.handOver();
    audio?.close();
    await this.#socket.ask('leave');
  }

  async send(command: Command): Promise<RefusalReason | null> {
    const answer = await this.#socket.ask('command', command);
    return answer.ok ? null : answer.reason;
  }

  async listeners(offset: number) {
    const answer = await this.#socket.ask('people', { offset });
    return answer.ok ? answer.value : [];
  }

  setMuted = (muted: boolean) => this.#voice.setMuted(muted);
  chooseMicrophone = (deviceId: string) => this.#voice.choose(deviceId);

  async chooseOutput(deviceId: string): Promise<void> {
    devicePreferences.output = deviceId;
    await this.#audio?.output.choose(deviceId);
  }

  devices(): Promise<DeviceChoice> {
    return listDevices(this.#voice.microphone.state);
  }

  async resumePlayback(): Promise<void> {
    await this.#audio?.output.resume();
  }

  volumeOf(person: PersonId): number {
    return this.#volumes.get(person) ?? 1;
  }

  async audioPlace() {
    const answer = await this.#socket.ask('audio');
    return answer.ok ? answer.value : null;
  }

  setVolume(person: PersonId, volume: number): void {
    this.#volumes.set(person, volume);
    this.#follow();
  }

  levelOf(participant: ParticipantId): number {
    return participant === this.#store.inside?.you
      ? this.#voice.microphone.level
      : (this.#audio?.levelOf(participant) ?? 0);
  }

  async linkReports() {
    return (await this.#audio?.reports()) ?? [];
  }

  dispose(): void {
    if (this.#store.inside) this.leave();
    this.#prepared?.close();
    window.clearInterval(this.#tick);
    this.#carryHelp.close();
    void this.#going.then(() => {
      this.#socket.close();
      this.#router.close();
    });
  }

  #connect(): SignalSocket {
    const socket = new SignalSocket({
      connected: () => void this.#admission.greet(),
      disconnected: () => this.#store.around({ connection: 'reconnecting' }),
    });
    socket.on('preview', (preview) => this.#store.preview(preview));
    socket.on('stage', ({ seq, events }) => {
      if (!this.#store.evolve(seq, events)) void this.#admission.resume();
    });
    socket.on('audience', (change) => this.#store.audience(change));
    socket.on('personal', (personal) => this.#store.personal(personal));
    socket.on('notice', (notice) => this.#store.notice(notice));
    socket.on('knocks', (knocks) => this.#store.knocks(knocks));
    socket.on('knocked', ({ letIn }) => void this.#answered(letIn));
    socket.on('plan', (links) => this.#followPlan(links));
    socket.on('signal', ({ from, ...envelope }) => this.#audio?.receive(from, envelope));
    socket.on('ended', (ending) => this.#end(ending));
    return socket;
  }

  /** Being let in is *Join* without another press: the knock was the one. */
  async #answered(letIn: boolean): Promise<void> {
    if (letIn) this.#drawing.hold(OWN_LINKS_FIRST_MS);
    await this.#admission.answered(letIn);
    if (!this.#store.inside) this.#drawing.release();
  }

  #arrive(entrance: Entrance, certificate: PageCertificate): void {
    this.#audio ??= new RoomAudio({
      certificate,
      router: this.#router,
      signal: async (to, envelope) => (await this.#socket.ask('signal', { to, ...envelope })).ok,
      lost: (lost) => void this.#socket.ask('turned', lost),
      changed: () => this.#lookAround(),
    });
    void this.#audio.output.choose(devicePreferences.output);
    this.#audio.enter(entrance.stage.roomId, entrance.now, entrance.iceServers);
    this.#store.entered(entrance, this.#surroundings());
    this.#audio.follow(entrance.plan, this.#prepared?.assign(entrance.offered));
    this.#audio.retry();
    this.#voice.retry();
    void this.#goOn(this.#audio);
  }

  /** What can wait until there is something to be heard. */
  async #goOn(audio: RoomAudio): Promise<void> {
    await this.#drawing.releaseWhen(() => audio.complete, OWN_LINKS_FIRST_MS);
    audio.carries = this.#carryHelp.children;
    await this.#carryHelp.begin();
  }

  #followPlan(links: readonly LinkPlan[]): void {
    const audio = this.#audio;
    if (!audio) return;
    audio.follow(links);
    if (!audio.linking) return;
    this.#drawing.hold(NEW_LINKS_FIRST_MS);
    void this.#drawing.releaseWhen(() => !audio.linking, NEW_LINKS_FIRST_MS);
  }

  /** Brings the audio in step with the state: who is heard and how loud, and whether one is heard oneself. */
  #follow(): void {
    const { inside } = this.#store;
    if (!inside || !this.#audio) return;
    this.#audio.hear(rosterOf(inside));
    for (const { id, personId } of inside.stage.people) this.#audio.setVolume(id, this.volumeOf(personId));
    const me = inside.stage.people.find(({ id }) => id === inside.you);
    this.#voice.follow(me);
    this.#awake.update(inside.stage.title, me && !this.#voice.muted);
  }

  #lookAround(): void {
    const { inside } = this.#store;
    const around = this.#surroundings();
    if (inside && !isSame(inside, around)) this.#store.around(around);
  }

  #surroundings(): Surroundings {
    const { connected } = this.#socket;
    return surroundings({
      inside: this.#store.inside,
      connected,
      voice: this.#voice,
      audio: this.#audio,
    });
  }

  #end(ending: RoomEnding): void {
    if (!this.#store.inside) return;
    this.#drawing.release();
    this.#audio?.close();
    this.#audio = undefined;
    this.#voice.follow(undefined);
    this.#awake.end();
    this.#store.ended(ending);
    void this.#admission.watch();
  }

  #noteUnreachable(): void {
    if (this.#store.state.phase === 'loading') this.#store.set({ phase: 'loading', unreachable: true });
  }
}
