import { OFFERS_LIMIT } from '../../shared/protocol/limits.ts';
import type { Entrance } from '../../shared/protocol/messages.ts';
import type { Command } from '../../shared/room/commands.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { ParticipantId, PersonId, RoomId } from '../../shared/room/state.ts';
import type { LinkPlan } from '../../shared/topology/plan.ts';
import { AudioOutput } from '../media/audio-output.ts';
import { createPageCertificate } from '../media/certificate.ts';
import { Mesh } from '../media/mesh.ts';
import { PreparedLinks } from '../media/prepared-links.ts';
import { StayAwake } from '../media/stay-awake.ts';
import { Admission } from './admission.ts';
import { devicePreferences } from './device-preferences.ts';
import { listDevices } from './device-list.ts';
import { OwnVoice } from './own-voice.ts';
import type { DeviceChoice, RoomControls, RoomEnding } from './room-state.ts';
import { RoomStore, type Surroundings } from './room-store.ts';
import { SignalSocket } from './signal-socket.ts';

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
  readonly #voice: OwnVoice;
  readonly #awake: StayAwake;
  readonly #volumes = new Map<PersonId, number>();
  readonly #tick: number;
  #mesh: Mesh | undefined;
  #prepared: PreparedLinks | undefined;
  /** Set while links are made that somebody waits for: the page is drawn after that. */
  #drawing: number | undefined;

  constructor(roomId: RoomId) {
    this.#certificate.then(
      ({ certificate }) => (this.#prepared = new PreparedLinks(certificate)),
      () => {},
    );
    this.#voice = new OwnVoice({
      speak: (track) => this.#mesh?.speak(track),
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
      if (this.#drawing === undefined) changed();
    });
  observe = (happened: Parameters<RoomControls['observe']>[0]) => this.#store.observe(happened);

  prepare(): void {
    const { state } = this.#store;
    if (state.phase !== 'lobby' || state.entering || !state.preview.live) return;
    // Who waits before a door does not see how many are on stage.
    this.#prepared?.prepare(this.#store.isWaiting ? OFFERS_LIMIT : state.preview.stage.length);
  }

  async enter(guestName?: string): Promise<void> {
    this.#holdDrawing(OWN_LINKS_FIRST_MS);
    await this.#admission.enter(guestName);
    if (!this.#store.inside) this.#draw();
  }

  async knock(guestName?: string): Promise<void> {
    await this.#admission.knock(guestName);
  }

  stopKnocking(): void {
    void this.#admission.stopKnocking();
  }

  leave(): void {
    void this.#socket.ask('leave');
    this.#end({ reason: 'left' });
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
    await this.#mesh?.output.choose(deviceId);
  }

  devices(): Promise<DeviceChoice> {
    return listDevices(this.#voice.microphone.state);
  }

  async resumePlayback(): Promise<void> {
    await this.#mesh?.output.resume();
  }

  volumeOf(person: PersonId): number {
    return this.#volumes.get(person) ?? 1;
  }

  setVolume(person: PersonId, volume: number): void {
    this.#volumes.set(person, volume);
    this.#follow();
  }

  levelOf(participant: ParticipantId): number {
    return participant === this.#store.inside?.you
      ? this.#voice.microphone.level
      : (this.#mesh?.levelOf(participant) ?? 0);
  }

  async linkReports() {
    return (await this.#mesh?.reports()) ?? [];
  }

  dispose(): void {
    if (this.#store.inside) this.leave();
    this.#prepared?.close();
    window.clearInterval(this.#tick);
    this.#socket.close();
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
    socket.on('signal', ({ from, ...envelope }) => this.#mesh?.receive(from, envelope));
    socket.on('ended', (ending) => this.#end(ending));
    return socket;
  }

  /** Being let in is *Join* without another press: the knock was the one. */
  async #answered(letIn: boolean): Promise<void> {
    if (letIn) this.#holdDrawing(OWN_LINKS_FIRST_MS);
    await this.#admission.answered(letIn);
    if (!this.#store.inside) this.#draw();
  }

  #arrive(entrance: Entrance, certificate: RTCCertificate): void {
    this.#mesh ??= new Mesh({
      certificate,
      signal: async (to, envelope) => (await this.#socket.ask('signal', { to, ...envelope })).ok,
      changed: () => this.#lookAround(),
    });
    void this.#mesh.output.choose(devicePreferences.output);
    this.#mesh.setIceServers(entrance.iceServers);
    this.#store.entered(entrance, this.#surroundings());
    this.#mesh.follow(entrance.plan, this.#prepared?.assign(entrance.offered));
    this.#mesh.retry();
    this.#voice.retry();
    void this.#mesh.completion(OWN_LINKS_FIRST_MS).then(() => this.#draw());
  }

  #followPlan(links: readonly LinkPlan[]): void {
    if (!this.#mesh) return;
    this.#mesh.follow(links);
    if (this.#mesh.complete) return;
    this.#holdDrawing(NEW_LINKS_FIRST_MS);
    void this.#mesh.completion(NEW_LINKS_FIRST_MS).then(() => this.#draw());
  }

  /** Draws nothing until `#draw`, or until the time is over. */
  #holdDrawing(ms: number): void {
    this.#drawing ??= window.setTimeout(() => this.#draw(), ms);
  }

  #draw(): void {
    if (this.#drawing === undefined) return;
    window.clearTimeout(this.#drawing);
    this.#drawing = undefined;
    this.#store.set(this.#store.state);
  }

  /** Brings the audio in step with the state: who is heard and how loud, and whether one is heard oneself. */
  #follow(): void {
    const { inside } = this.#store;
    if (!inside || !this.#mesh) return;
    const others = inside.stage.people.filter(({ id }) => id !== inside.you);
    const idsOf = (wanted: boolean) =>
      new Set(others.filter(({ muted }) => muted === wanted).map(({ id }) => id));
    this.#mesh.hear(idsOf(false), idsOf(true));
    for (const { id, personId } of others) this.#mesh.output.setVolume(id, this.volumeOf(personId));
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
    return {
      connection: this.#socket.connected ? 'online' : 'reconnecting',
      offline: !navigator.onLine,
      microphone: this.#voice.microphone.state,
      muted: this.#voice.muted,
      playback: this.#mesh?.blocked ? 'blocked' : 'playing',
      troubled: this.#mesh?.troubled ?? [],
    };
  }

  #end(ending: RoomEnding): void {
    if (!this.#store.inside) return;
    this.#draw();
    this.#mesh?.close();
    this.#mesh = undefined;
    this.#voice.follow(undefined);
    this.#awake.end();
    this.#store.ended(ending);
    void this.#admission.watch();
  }

  #noteUnreachable(): void {
    if (this.#store.state.phase === 'loading') this.#store.set({ phase: 'loading', unreachable: true });
  }
}

function isSame<Fields extends object>(whole: Fields, part: Partial<Fields>): boolean {
  return (Object.keys(part) as (keyof Fields)[]).every(
    (key) => JSON.stringify(whole[key]) === JSON.stringify(part[key]),
  );
}
