/** One encoded stretch of sound inside a RED payload. */
export interface RedBlock {
  readonly payloadType: number;
  /** By how many samples it is older than the packet that carries it; 0 for the last block, the primary one. */
  readonly offset: number;
  readonly data: Uint8Array;
}

/** The oldest block that a RED header can name: 14 bits of timestamp. */
export const RED_REACH = 2 ** 14;
const LONGEST_BLOCK = 2 ** 10;
/** Browsers send three at most; taking more apart would only cost time. */
const MOST_BLOCKS = 8;

interface Header {
  readonly payloadType: number;
  readonly offset: number;
  /** Undefined for the primary block, which takes what is left. */
  readonly length: number | undefined;
}

/** Takes a RED payload (RFC 2198) apart, the primary block last. Undefined for anything that is none, has more blocks than anybody sends, or nothing in its primary one. */
export function splitRed(payload: Uint8Array): readonly RedBlock[] | undefined {
  const headers: Header[] = [];
  let at = 0;
  do {
    const header = readHeader(payload, at);
    if (!header || headers.length >= MOST_BLOCKS) return undefined;
    headers.push(header);
    at += header.length === undefined ? 1 : 4;
  } while (headers.at(-1)?.length !== undefined);
  const blocks: RedBlock[] = [];
  for (const { payloadType, offset, length = payload.length - at } of headers) {
    if (at + length > payload.length) return undefined;
    blocks.push({ payloadType, offset, data: payload.subarray(at, at + length) });
    at += length;
  }
  return blocks.at(-1)?.data.length === 0 ? undefined : blocks;
}

function readHeader(payload: Uint8Array, at: number): Header | undefined {
  const [first, second, third, fourth] = payload.subarray(at, at + 4);
  if (first === undefined) return undefined;
  const payloadType = first & 0x7f;
  if (first < 0x80) return { payloadType, offset: 0, length: undefined };
  if (second === undefined || third === undefined || fourth === undefined) return undefined;
  return { payloadType, offset: (second << 6) | (third >> 2), length: ((third & 3) << 8) | fourth };
}

/**
 * Puts blocks together, all as this payload type, the last of them as the primary one. Older blocks that no header can describe are left
 * out. `more` is a block that keeps its own payload type.
 */
export function joinRed(blocks: readonly RedBlock[], payloadType: number, more?: RedBlock): ArrayBuffer {
  const older = [
    ...(more ? [more] : []),
    ...blocks.slice(0, -1).map((block) => ({ ...block, payloadType })),
  ].filter(({ offset, data }) => offset < RED_REACH && data.length < LONGEST_BLOCK);
  const primary = blocks.at(-1)?.data ?? new Uint8Array();
  const headers = older.flatMap(({ payloadType: type, offset, data: { length } }) => [
    0x80 | type,
    offset >> 6,
    ((offset & 0x3f) << 2) | (length >> 8),
    length & 0xff,
  ]);
  headers.push(payloadType);
  const parts = [headers, ...older.map(({ data }) => data), primary];
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined.buffer;
}
