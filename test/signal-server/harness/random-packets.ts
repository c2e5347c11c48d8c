import type { Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../../../shared/protocol/messages.ts';
import { fingerprint } from './fingerprint.ts';
import { voiceKey } from './voice-key.ts';

// Made once: a point on the curve costs more than all the rest of a packet.
const voiceKeys = ['mallory', 'somebody else'].map(voiceKey);

/** Packets that a mad page might send: half of them nearly right. The same seed makes the same ones. */
export class RandomPackets {
  #state: number;
  readonly #room: string;
  readonly #who: string;

  constructor(seed: number, room: string, who: string) {
    this.#state = seed;
    this.#room = room;
    this.#who = who;
  }

  sendOne(socket: Socket): void {
    const event = this.#pick([
      'watch',
      'enter',
      'knock',
      'command',
      'signal',
      'people',
      'carry',
      'turned',
      'audio',
      'leave',
      'nothing',
      '__proto__',
      'constructor',
      'error',
    ]);
    const args = this.#pick([
      [],
      [this.#request(event)],
      [this.#request(event)],
      [this.#value(4)],
      [this.#value(2), this.#value(2)],
    ]);
    if (this.#next() < 0.5) socket.emit(event, ...args, () => undefined);
    else socket.emit(event, ...args);
  }

  /** Mulberry32. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  #pick<One>(among: readonly [One, ...One[]] | readonly One[]): One {
    return among[Math.floor(this.#next() * among.length)] as One;
  }

  #request(event: string): unknown {
    const right: Record<string, unknown> = {
      version: PROTOCOL_VERSION,
      room: this.#room,
      fingerprint: fingerprint('mallory'),
      voiceKey: this.#pick([...voiceKeys, this.#text()]),
      guestName: this.#text(),
      offset: Math.floor(this.#next() * 100),
      to: this.#who,
      side: this.#pick(['stage', 'up', 'down', 'across']),
      attempt: 1,
      children: this.#pick([0, 3, 12, 1e9, -1, 0.5]),
      lost: this.#pick([this.#who, '__proto__', 'nobody-here']),
      deceives: this.#pick([true, true, false]),
      carries: this.#pick([0, 3, 12, 1e9]),
      resuming: this.#pick([true, false]),
      uplinks: this.#pick<unknown>([{ parent: this.#who, standby: null }, this.#value(2)]),
      downlinks: this.#pick<unknown>([[{ peer: this.#who, side: 'down' }], this.#value(2)]),
      signal: this.#pick<unknown>([
        { type: 'restart' },
        { type: 'offer', sdp: this.#text(), round: 1 },
        this.#value(2),
      ]),
      type: this.#pick([
        'raise-hand',
        'remove',
        'close',
        'mute',
        'lock',
        'retitle',
        '__proto__',
        'unmute',
        'let-in',
        'turn-away',
        'set-door',
      ]),
      personId: this.#pick([this.#who, '__proto__', 'nobody-here']),
      door: this.#pick(['link', 'members', 'invited', 'ajar']),
      invited: this.#pick<unknown>([{ people: [this.#who], following: true }, this.#value(2)]),
      who: this.#pick([this.#who, '__proto__', 'nobody-here']),
    };
    const fields: Record<string, string[]> = {
      watch: ['room'],
      enter: this.#pick([
        ['version', 'room', 'fingerprint', 'guestName'],
        ['version', 'room', 'fingerprint', 'voiceKey', 'guestName'],
        ['version', 'room', 'fingerprint', 'guestName', 'carries', 'resuming', 'uplinks', 'downlinks'],
      ]),
      knock: ['room', 'guestName'],
      command: this.#pick([
        ['type', 'who'],
        ['type', 'personId'],
        ['type', 'door', 'invited'],
      ]),
      signal: ['to', 'side', 'attempt', 'signal'],
      carry: ['children'],
      turned: this.#pick([['lost'], ['lost', 'deceives']]),
      people: ['offset'],
    };
    const names = (Object.hasOwn(fields, event) && fields[event]) || Object.keys(right);
    return Object.fromEntries(
      names
        .filter(() => this.#next() < 0.9)
        .map((name) => [name, this.#next() < 0.9 ? right[name] : this.#value(2)]),
    );
  }

  #text(): string {
    const length = Math.floor(this.#next() ** 8 * 3_000);
    return this.#pick(['Mallory', 'é\u202e', '\ud800', 'x'.repeat(length), '{"a":1}', '']);
  }

  #value(depth: number): unknown {
    const leaf = [null, true, 0, -1, 1e308, 'text', this.#text(), Buffer.from('bytes'), []];
    if (depth === 0 || this.#next() < 0.4) return this.#pick<unknown>(leaf);
    const children = Array.from({ length: Math.floor(this.#next() * 4) }, () => this.#value(depth - 1));
    if (this.#next() < 0.5) return children;
    return Object.fromEntries(
      children.map((child) => [
        this.#pick(['type', 'who', 'room', 'toJSON', 'constructor', 'length', '0']),
        child,
      ]),
    );
  }
}
