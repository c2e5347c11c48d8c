import { io, type Socket } from 'socket.io-client';
import type { Answer, ClientToServer, ServerToClient } from '../../shared/protocol/messages.ts';

type Asking = {
  [Name in keyof ClientToServer]: Parameters<ClientToServer[Name]> extends [
    ...infer Request,
    (answer: Answer<infer Value>) => void,
  ]
    ? { request: Request; value: Value }
    : never;
};

export interface SignalSocketEvents {
  readonly connected: () => void;
  readonly disconnected: () => void;
}

const ANSWER_WITHIN_MS = 5_000;

/** The connection to the server. It comes back by itself, within a second of the server's return; what is asked meanwhile is refused. */
export class SignalSocket {
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  #closed = false;

  constructor(events: SignalSocketEvents) {
    this.#socket = io({
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 150,
      reconnectionDelayMax: 1_000,
      timeout: 4_000,
      // Each room has its own, so that two rooms one after another never share state.
      forceNew: true,
    });
    this.#socket.on('connect', events.connected);
    this.#socket.on('disconnect', events.disconnected);
    window.addEventListener('online', this.#refresh);
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  on<Name extends keyof ServerToClient>(event: Name, listener: ServerToClient[Name]): void {
    // socket.io's own listener type does not follow a generic event name, though the map is the same.
    const socket: { on(event: string, listener: ServerToClient[Name]): unknown } = this.#socket;
    socket.on(event, listener);
  }

  /** Resolves to the answer; `unavailable` when there is no connection, or no answer in time (which also starts a new connection). */
  async ask<Name extends keyof ClientToServer>(
    event: Name,
    ...request: Asking[Name]['request']
  ): Promise<Answer<Asking[Name]['value']>> {
    if (!this.#socket.connected) return { ok: false, reason: 'unavailable' };
    try {
      return (await (this.#socket as Socket)
        .timeout(ANSWER_WITHIN_MS)
        .emitWithAck(event, ...request)) as Answer<Asking[Name]['value']>;
    } catch {
      this.#refresh();
      return { ok: false, reason: 'unavailable' };
    }
  }

  close(): void {
    this.#closed = true;
    window.removeEventListener('online', this.#refresh);
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }

  /** After a change of networks a socket may look open and be dead: a new one is cheap, and no voice depends on it. */
  readonly #refresh = (): void => {
    if (this.#closed) return;
    if (this.#socket.connected) this.#socket.disconnect();
    this.#socket.connect();
  };
}
