import { sha256 } from '@noble/hashes/sha2.js';
import type { RedBlock } from './red.ts';

/**
 * What a speaker signs of their voice, so that whoever passes it on cannot put another one in its place (docs/media.md, decision 027). It
 * travels as one more block of a RED frame, and names the blocks of sound sent lately.
 */
export interface Seal {
  /** By the room's clock, ms; each seal of a speaker has a later one. */
  readonly at: number;
  /** Of the blocks sent lately, the oldest first. */
  readonly marks: readonly Mark[];
}

/** The first 48 bits of a block's SHA-256: enough where a forged block has to be found while it is still of use. */
export type Mark = number;

/** A seal as it was read, with what the signature has to be of. */
export interface ReadSeal extends Seal {
  readonly body: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** The RED payload type of a seal: reserved (RFC 3551 section 6), so that no audio has it. */
export const SEAL_PAYLOAD_TYPE = 1;
/** ECDSA on P-256 with SHA-256 (RFC 6090). */
export const SEAL_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** No seal names more blocks. */
export const MOST_MARKS = 24;

const MARK_BYTES = 6;
const TIME_BYTES = 6;
const SIGNATURE_BYTES = 64;
const HIGH = 2 ** 32;

export function markOf(block: Uint8Array): Mark {
  return readNumber(sha256(block), 0);
}

/** What is signed beside the signature's context: the time, then the marks. */
export function sealBody({ at, marks }: Seal): Uint8Array {
  const body = new Uint8Array(TIME_BYTES + marks.length * MARK_BYTES);
  writeNumber(body, 0, at);
  for (const [index, mark] of marks.entries()) writeNumber(body, TIME_BYTES + index * MARK_BYTES, mark);
  return body;
}

/** The very bytes that are signed: nothing that was said in another room or by another person fits. */
export function signedBytes(room: string, speaker: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const context = new TextEncoder().encode(`parley voice\n${room}\n${speaker}\n`);
  return joinBytes(context, body);
}

export function writeSeal(body: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  return joinBytes(body, signature);
}

export function sealBlock(seal: Uint8Array): RedBlock {
  return { payloadType: SEAL_PAYLOAD_TYPE, offset: 0, data: seal };
}

/** Undefined for whatever cannot be a seal. */
export function readSeal(bytes: Uint8Array): ReadSeal | undefined {
  const end = bytes.length - SIGNATURE_BYTES;
  const count = (end - TIME_BYTES) / MARK_BYTES;
  if (!Number.isInteger(count) || count < 1 || count > MOST_MARKS) return undefined;
  return {
    at: readNumber(bytes, 0),
    marks: Array.from({ length: count }, (_, index) => readNumber(bytes, TIME_BYTES + index * MARK_BYTES)),
    body: bytes.slice(0, end),
    signature: bytes.slice(end),
  };
}

/** Of six bytes: more than bitwise operators can do. */
function readNumber(bytes: Uint8Array, at: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 6);
  return view.getUint16(0) * HIGH + view.getUint32(2);
}

function writeNumber(bytes: Uint8Array, at: number, value: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 6);
  view.setUint16(0, Math.floor(value / HIGH));
  view.setUint32(2, value % HIGH);
}

function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
