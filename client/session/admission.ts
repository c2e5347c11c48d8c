import { type EnterRequest, type Entrance, PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
import type { OfferEnvelope } from '../../shared/protocol/signals.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { RoomId } from '../../shared/room/state.ts';
import type { PageCertificate } from '../media/certificate.ts';
import type { RoomEnding } from './room-state.ts';
import type { RoomStore } from './room-store.ts';
import type { SignalSocket } from './signal-socket.ts';

export interface AdmissionParts {
  readonly roomId: RoomId;
  readonly socket: Pick<SignalSocket, 'ask' | 'connected'>;
  readonly store: RoomStore;
  readonly certificate: Promise<PageCertificate>;
  /** Who hears the room from whom, as far as it concerns this page: a server that was away does not know it any more. */
  readonly audioLinks: () => Pick<EnterRequest, 'uplinks' | 'downlinks'>;
  /** How many children this page can carry, as far as that is known. */
  readonly carries: () => number;
  /** The offers to bring along, once. */
  readonly takeOffers: () => readonly OfferEnvelope[];
  /** Takes the whole state as it is now, in one turn, so that no message falls between. */
  readonly arrive: (entrance: Entrance, certificate: PageCertificate) => void;
  readonly end: (ending: RoomEnding) => void;
}

const TRY_AGAIN_MS = 1_000;

/** Gets a page into its room, and back to its place after the connection was lost. An answer that comes too late changes nothing. */
export class Admission {
  readonly #parts: AdmissionParts;
  #resuming = false;
  /** The name under which one knocks, until the server knows it. */
  #guestName: string | undefined;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** On every connection: goes on inside where one left off, or looks at the room from outside. */
  async greet(): Promise<void> {
    const { store } = this.#parts;
    if (store.inside) return this.resume();
    await this.watch();
    // The server forgot the knock when the connection was lost.
    if (store.isWaiting) await this.#knock();
  }

  async watch(): Promise<void> {
    const { socket, store, roomId } = this.#parts;
    const answer = await socket.ask('watch', { room: roomId });
    if (answer.ok) store.preview(answer.value);
    else if (answer.reason === 'no-such-room' || answer.reason === 'malformed') store.missing();
  }

  async enter(guestName?: string): Promise<void> {
    const { store, arrive, socket, takeOffers } = this.#parts;
    if (store.isEntering) return;
    store.entering();
    const offers = takeOffers();
    const entered = await this.#ask({
      ...(guestName !== undefined && { guestName }),
      ...(offers.length > 0 && { offers }),
    });
    if ('refused' in entered) {
      store.refused(entered.refused);
      await this.watch();
    } else if (store.isEntering) arrive(entered.entrance, entered.certificate);
    // Whoever has turned away meanwhile did not want to be there.
    else if (!store.inside) await socket.ask('leave');
  }

  /** Waits before the door. Where one may go in, because the door was opened or one is known, one goes in. */
  async knock(guestName?: string): Promise<void> {
    const { store } = this.#parts;
    if (store.isEntering || store.isWaiting) return;
    store.waiting();
    this.#guestName = guestName;
    await this.#knock();
  }

  /** The moderators have answered. */
  async answered(letIn: boolean): Promise<void> {
    const { store } = this.#parts;
    // Whoever has stopped knocking stays outside.
    if (!store.isWaiting) return;
    if (letIn) await this.enter();
    else store.waited('turned-away');
  }

  async stopKnocking(): Promise<void> {
    const { store, socket } = this.#parts;
    if (!store.isWaiting) return;
    store.waited('no');
    await socket.ask('leave');
  }

  async #knock(): Promise<void> {
    const { store, socket, roomId } = this.#parts;
    const guestName = this.#guestName;
    const answer = await socket.ask('knock', { room: roomId, ...(guestName !== undefined && { guestName }) });
    if (answer.ok || !store.isWaiting) return;
    if (answer.reason === 'already-so') return this.enter(guestName);
    if (answer.reason === 'turned-away') return store.waited('turned-away');
    // Without a connection, the next one begins with greet().
    if (answer.reason === 'unavailable' && !socket.connected) return;
    store.refused(answer.reason);
    await this.watch();
  }

  /** Asks for one's own place and the whole state, until there is an answer; only once at a time. */
  async resume(): Promise<void> {
    const { store, arrive } = this.#parts;
    if (this.#resuming || !store.inside) return;
    this.#resuming = true;
    const entered = await this.#ask({ resuming: true, ...this.#parts.audioLinks() });
    this.#resuming = false;
    if (!store.inside) return;
    if ('entrance' in entered) arrive(entered.entrance, entered.certificate);
    else this.#cannotResume(entered.refused);
  }

  #cannotResume(why: RefusalReason): void {
    const { end, socket } = this.#parts;
    switch (why) {
      case 'room-closed':
        return end({ reason: 'closed', by: null });
      case 'kept-out':
        return end({ reason: 'removed', by: null });
      case 'taken-over':
        return end({ reason: 'replaced' });
      case 'not-in-room':
        return end({ reason: 'timed-out' });
      case 'unavailable':
      case 'too-frequent':
        // Without a connection, the next one begins with greet().
        if (socket.connected) setTimeout(() => void this.resume(), TRY_AGAIN_MS);
        return;
      default:
        return end({ reason: 'refused', why });
    }
  }

  async #ask(
    more: Pick<EnterRequest, 'guestName' | 'offers' | 'resuming' | 'uplinks' | 'downlinks'>,
  ): Promise<
    | { readonly entrance: Entrance; readonly certificate: PageCertificate }
    | { readonly refused: RefusalReason }
  > {
    const { carries, certificate, roomId, socket } = this.#parts;
    const own = await certificate.catch(() => undefined);
    if (!own) return { refused: 'unavailable' };
    const { fingerprint } = own;
    const answer = await socket.ask('enter', {
      version: PROTOCOL_VERSION,
      room: roomId,
      fingerprint,
      ...(own.voice && { voiceKey: own.voice.publicKey }),
      carries: carries(),
      ...more,
    });
    return answer.ok ? { entrance: answer.value, certificate: own } : { refused: answer.reason };
  }
}
