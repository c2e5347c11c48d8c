/** A profile picture as browsers make it for us: 256 × 256 pixels. */
export const PICTURE_SIZE = 256;
export const PICTURE_LIMIT_BYTES = 48 * 1024;

export type PictureFault = 'not-an-image' | 'wrong-size';

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What makes the picture. Everything else (Exif, XMP, colour profiles, what nobody knows) may tell where and by whom it was taken. */
const kept = new Set(['VP8X', 'ALPH', 'VP8 ', 'VP8L']);
/** Bits of the first byte of VP8X. */
const HAS_ALPHA = 0x10;
const HAS_ANIMATION = 0x02;

/**
 * A still picture in WebP (RFC 9649, 2) of the right size, without its metadata; or what is wrong with it. Only the containers are
 * read: whether the pixels can be decoded is for the browsers to find, which show nothing if not.
 */
export function readPicture(
  bytes: Uint8Array,
): { readonly webp: Uint8Array } | { readonly fault: PictureFault } {
  const chunks = chunksOf(bytes);
  const fault = { fault: 'not-an-image' } as const;
  if (!chunks || chunks.some(({ type }) => type === 'ANIM' || type === 'ANMF')) return fault;
  const parts = chunks.filter(({ type }) => kept.has(type));
  const sizes = parts.map(sizeIn);
  const order = parts.map(({ type }) => type).join();
  if (!/^(VP8 |VP8L|VP8X,(ALPH,)?VP8 |VP8X,VP8L)$/.test(order) || sizes.includes(undefined)) return fault;
  const fits = sizes.every(
    (size) => size === 'none' || (size?.width === PICTURE_SIZE && size.height === PICTURE_SIZE),
  );
  return fits ? { webp: fileOf(parts) } : { fault: 'wrong-size' };
}

/** Undefined where the file is not just one RIFF container of whole chunks. */
function chunksOf(bytes: Uint8Array): readonly Chunk[] | undefined {
  const view = viewOf(bytes);
  if (bytes.length < 12 || fourcc(bytes, 0) !== 'RIFF' || fourcc(bytes, 8) !== 'WEBP') return undefined;
  if (view.getUint32(4, true) !== bytes.length - 8) return undefined;
  const chunks: Chunk[] = [];
  for (let at = 12; at < bytes.length;) {
    if (bytes.length - at < 8) return undefined;
    const length = view.getUint32(at + 4, true);
    const next = at + 8 + length + (length % 2);
    if (next > bytes.length) return undefined;
    chunks.push({ type: fourcc(bytes, at), data: bytes.subarray(at + 8, at + 8 + length) });
    at = next;
  }
  return chunks;
}

/** The size that a chunk says, 'none' if it says none, undefined if it is damaged. */
function sizeIn({ type, data }: Chunk): Size | 'none' | undefined {
  switch (type) {
    case 'VP8X':
      return sizeOfCanvas(data);
    case 'VP8 ':
      return sizeOfLossy(data);
    case 'VP8L':
      return sizeOfLossless(data);
    default:
      return data.length > 1 ? 'none' : undefined;
  }
}

function sizeOfCanvas(data: Uint8Array): Size | undefined {
  const [flags = 0] = data;
  if (data.length !== 10 || (flags & HAS_ANIMATION) !== 0) return undefined;
  const view = viewOf(data);
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { width: uint24(4) + 1, height: uint24(7) + 1 };
}

/** A key frame's header (RFC 6386, 9.1); its first partition must be there. */
function sizeOfLossy(data: Uint8Array): Size | undefined {
  if (data.length <= 10) return undefined;
  const view = viewOf(data);
  const tag = view.getUint16(0, true) | (view.getUint8(2) << 16);
  const isShownKeyFrame = (tag & 0x11) === 0x10;
  const startsWell = data[3] === 0x9d && data[4] === 0x01 && data[5] === 0x2a;
  if (!isShownKeyFrame || !startsWell || tag >> 5 > data.length - 10) return undefined;
  return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
}

/** RFC 9649, 3.4: a signature, two times 14 bits, whether there is alpha, and the version, which is 0. */
function sizeOfLossless(data: Uint8Array): Size | undefined {
  if (data.length <= 5 || data[0] !== 0x2f) return undefined;
  const bits = viewOf(data).getUint32(1, true);
  if (bits >>> 29 !== 0) return undefined;
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** The container anew, of these chunks, with flags that say no more than they hold. */
function fileOf(parts: readonly Chunk[]): Uint8Array {
  const length = parts.reduce((sum, { data }) => sum + 8 + data.length + (data.length % 2), 12);
  const file = new Uint8Array(length);
  const view = viewOf(file);
  writeFourcc(file, 0, 'RIFF');
  view.setUint32(4, length - 8, true);
  writeFourcc(file, 8, 'WEBP');
  let at = 12;
  for (const { type, data } of parts) {
    writeFourcc(file, at, type);
    view.setUint32(at + 4, data.length, true);
    file.set(data, at + 8);
    if (type === 'VP8X') view.setUint32(at + 8, (data[0] ?? 0) & HAS_ALPHA, true);
    at += 8 + data.length + (data.length % 2);
  }
  return file;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function fourcc(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function writeFourcc(bytes: Uint8Array, at: number, name: string): void {
  bytes.set(
    Array.from(name, (letter) => letter.charCodeAt(0)),
    at,
  );
}
