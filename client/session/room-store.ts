import type {
  AudienceDigest,
  Entrance,
  KnockCard,
  Notice,
  Personal,
  Preview,
} from '../../shared/protocol/messages.ts';
import type { StageEvent } from '../../shared/room/events.ts';
import { evolveStage } from '../../shared/room/evolve.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { Happening, Inside, Lobby, RoomEnding, RoomState } from './room-state.ts';

export type Surroundings = Pick<
  Inside,
  'connection' | 'offline' | 'microphone' | 'muted' | 'playback' | 'troubled' | 'waiting'
>;

/** The state of one room on one page, evolved by the same events as on the server, and who is told of its changes. */
export class RoomStore {
  #state: RoomState = { phase: 'loading', unreachable: false };
  readonly #subscribers = new Set<() => void>();
  readonly #observers = new Set<(happening: Happening) => void>();

  get state(): RoomState {
    return this.#state;
  }

  get inside(): Inside | undefined {
    return this.#state.phase === 'inside' ? this.#state : undefined;
  }

  subscribe(changed: () => void): () => void {
    this.#subscribers.add(changed);
    return () => this.#subscribers.delete(changed);
  }

  observe(happened: (happening: Happening) => void): () => void {
    this.#observers.add(happened);
    return () => this.#observers.delete(happened);
  }

  set(state: RoomState): void {
    this.#state = state;
    for (const changed of this.#subscribers) changed();
  }

  tell(happening: Happening): void {
    for (const happened of this.#observers) happened(happening);
  }

  /** What is seen from outside. Somebody inside keeps it for the moment of leaving. */
  preview(preview: Preview): void {
    const { phase } = this.#state;
    if (phase === 'loading' || phase === 'missing') this.set(lobby(preview));
    else if (phase === 'lobby')
      this.set({ ...this.#state, preview, knocking: knockingAt(preview, this.#state) });
    else this.set({ ...this.#state, preview });
  }

  missing(): void {
    this.set({ phase: 'missing' });
  }

  /** Whether *Join* has been pressed and nothing has changed the person's mind since. */
  get isEntering(): boolean {
    return this.#state.phase === 'lobby' && this.#state.entering;
  }

  entering(): void {
    this.#turnToDoor({ entering: true });
  }

  /** Whether *Knock* has been pressed and nobody has answered yet. */
  get isWaiting(): boolean {
    return this.#state.phase === 'lobby' && this.#state.knocking === 'waiting';
  }

  waiting(): void {
    this.#turnToDoor({ knocking: 'waiting' });
  }

  /** Nobody let them in, or they did not want to wait. */
  waited(knocking: 'no' | 'turned-away'): void {
    if (this.#state.phase === 'lobby' && this.isWaiting) this.set({ ...this.#state, knocking });
  }

  refused(reason: RefusalReason): void {
    if (this.#state.phase === 'lobby')
      this.set({ ...this.#state, entering: false, knocking: 'no', refused: reason });
  }

  #turnToDoor(change: Partial<Lobby>): void {
    const { phase } = this.#state;
    if (phase === 'lobby' || phase === 'ended') this.set({ ...lobby(this.#state.preview), ...change });
  }

  /** The whole state, on entering and after coming back. */
  entered(entrance: Entrance, around: Surroundings): void {
    if (!('preview' in this.#state)) return;
    const { you, stage, audience, personal, knocks, now } = entrance;
    const before = this.inside;
    const clockOffsetMs = now - Date.now();
    this.set({
      phase: 'inside',
      preview: this.#state.preview,
      you,
      stage,
      audience,
      personal,
      knocks,
      clockOffsetMs,
      ...around,
    });
    if (before && before.connection !== around.connection)
      this.tell({ type: 'connection', connection: around.connection });
    if (personal.invitedBy && !before?.personal.invitedBy)
      this.tell({ type: 'invited', by: personal.invitedBy.name });
  }

  /** Applies stage events; false if some were missed and a snapshot is needed. */
  evolve(seq: number, events: readonly StageEvent[]): boolean {
    for (const [index, event] of events.entries()) {
      const { inside } = this;
      if (!inside || seq + index <= inside.stage.seq) continue;
      if (seq + index !== inside.stage.seq + 1) return false;
      const stage = evolveStage(inside.stage, event);
      this.set({ ...inside, stage });
      this.tell({ type: 'stage', event, before: inside.stage, after: stage });
    }
    return true;
  }

  audience(change: Partial<AudienceDigest>): void {
    const { inside } = this;
    if (!inside) return;
    const known = new Set(inside.audience.hands.map(({ id }) => id));
    this.set({ ...inside, audience: { ...inside.audience, ...change } });
    for (const listener of change.hands ?? []) {
      if (!known.has(listener.id) && listener.id !== inside.you) this.tell({ type: 'hand-raised', listener });
    }
  }

  personal(personal: Personal): void {
    const { inside } = this;
    if (!inside) return;
    this.set({ ...inside, personal });
    const { invitedBy } = personal;
    if (invitedBy && invitedBy.id !== inside.personal.invitedBy?.id)
      this.tell({ type: 'invited', by: invitedBy.name });
  }

  knocks(knocks: readonly KnockCard[]): void {
    const { inside } = this;
    if (!inside) return;
    const known = new Set(inside.knocks.map(({ personId }) => personId));
    this.set({ ...inside, knocks });
    for (const who of knocks) if (!known.has(who.personId)) this.tell({ type: 'knock', who });
  }

  notice(notice: Notice): void {
    this.tell(notice);
  }

  around(change: Partial<Surroundings>): void {
    const { inside } = this;
    if (!inside) return;
    this.set({ ...inside, ...change });
    if (change.connection && change.connection !== inside.connection)
      this.tell({ type: 'connection', connection: change.connection });
  }

  ended(ending: RoomEnding): void {
    if (!('preview' in this.#state)) return;
    const { preview } = this.#state;
    // What was seen on the way in may be long ago; that it is closed is known.
    this.set({
      phase: 'ended',
      ending,
      preview: ending.reason === 'closed' ? { ...preview, live: false } : preview,
    });
  }
}

function lobby(preview: Preview): Lobby {
  return { phase: 'lobby', preview, entering: false, knocking: 'no', refused: null };
}

/** Nobody waits before a room that has closed, and nobody is turned away from one that is open to them. */
function knockingAt({ live, standing }: Preview, { knocking }: Lobby): Lobby['knocking'] {
  return !live || (standing === 'open' && knocking === 'turned-away') ? 'no' : knocking;
}
