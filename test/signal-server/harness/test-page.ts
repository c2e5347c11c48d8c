import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import {
  PROTOCOL_VERSION,
  type Answer,
  type EnterRequest,
  type Entrance,
  type Preview,
  type ServerToClient,
} from '../../../shared/protocol/messages.ts';
import type { Command } from '../../../shared/room/commands.ts';
import { evolveStage } from '../../../shared/room/evolve.ts';
import type { RoomId, Stage } from '../../../shared/room/state.ts';
import { fingerprint } from './fingerprint.ts';
import { voiceKey } from './voice-key.ts';

type Heard = { [Name in keyof ServerToClient]: Parameters<ServerToClient[Name]>[0] };

/** A page with a real socket. It keeps everything it hears, in order, and its stage as a client would. */
export class TestPage {
  readonly socket: Socket;
  readonly heard: { readonly name: keyof ServerToClient; readonly message: unknown }[] = [];
  fingerprint = fingerprint(randomUUID());
  /** Undefined for a page whose browser cannot seal. */
  voiceKey: string | undefined = voiceKey(randomUUID());
  stage: Stage | undefined;
  /** How often it has connected. */
  connections = 0;
  #changed: (() => void)[] = [];

  constructor(url: string, cookie: string, options: Parameters<typeof io>[1] = {}) {
    this.socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 50,
      extraHeaders: { origin: new URL(url).origin, ...(cookie !== '' && { cookie }) },
      ...options,
    });
    this.socket.onAny((name: keyof ServerToClient, message: unknown) => {
      this.heard.push({ name, message });
      if (name === 'stage') this.#follow(message as Heard['stage']);
      this.#wake();
    });
    this.socket.on('connect', () => {
      this.connections += 1;
      this.#wake();
    });
  }

  async connected(): Promise<void> {
    await this.until(() => this.socket.connected);
  }

  /** Waits until something is true; asked again whenever this page hears something, and now and then. */
  async until(holds: () => unknown): Promise<void> {
    while (!(await holds())) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 10);
        this.#changed.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** The first message of this name for which `fits` holds, be it already heard or still to come. */
  async hears<Name extends keyof ServerToClient>(
    name: Name,
    fits: (message: Heard[Name]) => unknown = () => true,
  ): Promise<Heard[Name]> {
    const find = () => this.all(name).find((message) => fits(message));
    await this.until(find);
    return find() as Heard[Name];
  }

  all<Name extends keyof ServerToClient>(name: Name): Heard[Name][] {
    return this.heard.filter((one) => one.name === name).map(({ message }) => message as Heard[Name]);
  }

  forget(): void {
    this.heard.length = 0;
  }

  ask(event: string, ...request: unknown[]): Promise<Answer<unknown>> {
    return this.socket.emitWithAck(event, ...request);
  }

  /** Sends a packet that Socket.IO's client would not write, for example `["command",[[[…`. */
  sendRaw(packet: string): void {
    this.socket.io.engine.write(`2${packet}`);
  }

  async enter(
    room: RoomId,
    guestName?: string,
    more: Omit<EnterRequest, 'version' | 'room' | 'fingerprint' | 'voiceKey' | 'guestName'> = {},
  ): Promise<Answer<Entrance>> {
    const request = {
      version: PROTOCOL_VERSION,
      room,
      fingerprint: this.fingerprint,
      ...(this.voiceKey !== undefined && { voiceKey: this.voiceKey }),
      ...(guestName !== undefined && { guestName }),
      ...more,
    };
    const answer = (await this.ask('enter', request)) as Answer<Entrance>;
    if (answer.ok) this.stage = answer.value.stage;
    return answer;
  }

  command(command: Command): Promise<Answer<unknown>> {
    return this.ask('command', command);
  }

  knock(room: RoomId, guestName?: string): Promise<Answer<unknown>> {
    return this.ask('knock', { room, ...(guestName !== undefined && { guestName }) });
  }

  async watch(room: RoomId): Promise<Answer<Preview>> {
    return (await this.ask('watch', { room })) as Answer<Preview>;
  }

  /** Everything the server had sent to this page until now has been heard. */
  async settled(): Promise<void> {
    await this.ask('people', { offset: 0 });
  }

  close(): void {
    this.socket.disconnect();
    this.#wake();
  }

  #follow({ seq, events }: Heard['stage']): void {
    if (!this.stage) return;
    if (seq !== this.stage.seq + 1) throw new Error(`a gap: ${seq} after ${this.stage.seq}`);
    this.stage = events.reduce(evolveStage, this.stage);
  }

  #wake(): void {
    const changed = this.#changed;
    this.#changed = [];
    for (const resolve of changed) resolve();
  }
}
