import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { type Answer, type Entrance, PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';

export interface Load {
  readonly url: string;
  readonly rooms: readonly string[];
  readonly socketsPerRoom: number;
}

/** Socket.IO clients by the thousand, each somebody with a cookie of their own, all in this process. */
export class Crowd {
  readonly #sockets: readonly Socket[];
  /** Messages sent so far: everybody's turn comes in rounds, also from one measurement to the next. */
  #sent = 0;

  private constructor(sockets: readonly Socket[]) {
    this.#sockets = sockets;
  }

  /** Connects everybody and calls `welcome` for each socket, a few at a time. */
  static async gather(
    load: Load,
    welcome: (socket: Socket, room: string, index: number) => Promise<void>,
  ): Promise<Crowd> {
    const places = load.rooms.flatMap((room) =>
      Array.from({ length: load.socketsPerRoom }, (_, index) => ({ room, index })),
    );
    const sockets: Socket[] = [];
    for (let start = 0; start < places.length; start += 50) {
      const some = places.slice(start, start + 50).map(async ({ room, index }) => {
        const cookie = `parley=${randomBytes(32).toString('base64url')}`;
        const socket = io(load.url, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          extraHeaders: { cookie, origin: load.url },
        });
        await new Promise<void>((resolve, reject) =>
          socket.once('connect', resolve).once('connect_error', reject),
        );
        await welcome(socket, room, index);
        sockets.push(socket);
      });
      await Promise.all(some);
    }
    return new Crowd(sockets);
  }

  /** Sends `perSecond` messages a second, each from another socket in turn; resolves to the milliseconds to each answer. */
  async ask(
    perSecond: number,
    forMs: number,
    ask: (socket: Socket, round: number) => Promise<unknown>,
  ): Promise<number[]> {
    const latencies: Promise<number>[] = [];
    const startedAt = performance.now();
    for (let due = 0; performance.now() - startedAt < forMs; await pause(1)) {
      const elapsed = Math.min(forMs, performance.now() - startedAt);
      for (; due < (elapsed / 1_000) * perSecond; due += 1) latencies.push(timed(() => this.#next(ask)));
    }
    return Promise.all(latencies);
  }

  async #next(ask: (socket: Socket, round: number) => Promise<unknown>): Promise<unknown> {
    const socket = this.#sockets[this.#sent % this.#sockets.length];
    const round = Math.floor(this.#sent / this.#sockets.length);
    this.#sent += 1;
    return socket && ask(socket, round);
  }

  close(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const askedAt = performance.now();
  await ask();
  return performance.now() - askedAt;
}

/** Enters a room as a guest; rejects with the reason of a refusal. */
export async function enterAsGuest(socket: Socket, room: string, index: number): Promise<void> {
  const fingerprint = (randomBytes(32).toString('hex').toUpperCase().match(/../g) ?? []).join(':');
  const voiceKey = Buffer.concat([Buffer.of(4), randomBytes(64)]).toString('base64url');
  const request = { version: PROTOCOL_VERSION, room, fingerprint, voiceKey, guestName: `Guest ${index}` };
  const answer = (await socket.timeout(20_000).emitWithAck('enter', request)) as Answer<Entrance>;
  if (!answer.ok) throw new Error(`not let in: ${answer.reason}`);
  socket.data = answer.value.you;
}

/** Raises the hand in even rounds and lowers it in odd ones: a change that is stored, sent and acknowledged each time. */
export async function moveHand(socket: Socket & { data?: string }, round: number): Promise<void> {
  const command = round % 2 === 0 ? { type: 'raise-hand' } : { type: 'lower-hand', who: socket.data };
  const answer = (await socket.timeout(20_000).emitWithAck('command', command)) as Answer<null>;
  if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
}

declare module 'socket.io-client' {
  interface Socket {
    /** The participant that this socket speaks for. */
    data?: string;
  }
}
