/** Pictures in WebP, made by hand: containers of chunks, with bitstreams that browsers can decode. */

export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

const uint24 = (value: number) => uint32(value).subarray(0, 3);

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export function webp(...chunks: readonly Chunk[]): Uint8Array {
  const body = joined(
    ...chunks.map(({ type, data }) =>
      joined(ascii(type), uint32(data.length), data, new Uint8Array(data.length % 2)),
    ),
  );
  return joined(ascii('RIFF'), uint32(body.length + 4), ascii('WEBP'), body);
}

/** Of one colour: the codes take no bits a pixel, so the same few bytes are a picture of any size. Each `shade` is another file. */
export function lossless(width = 256, height = 256, shade = 0): Chunk {
  const size = uint32((width - 1) | ((height - 1) << 14) | (1 << 28));
  const codes = Uint8Array.from([0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 0x07, shade]);
  return { type: 'VP8L', data: joined(Uint8Array.of(0x2f), size, codes) };
}

/** The header of a key frame, and what could be its partitions. */
export function lossy(width = 256, height = 256, tag = 0x10 | (4 << 5)): Chunk {
  const size = joined(uint32(width | (height << 16)));
  const start = Uint8Array.from([0x9d, 0x01, 0x2a]);
  return { type: 'VP8 ', data: joined(uint24(tag), start, size, new Uint8Array(8)) };
}

export function canvas(width = 256, height = 256, flags = 0x10): Chunk {
  return { type: 'VP8X', data: joined(uint32(flags), uint24(width - 1), uint24(height - 1)) };
}

export function metadata(type: string, text: string): Chunk {
  return { type, data: ascii(text) };
}

/** A picture that a member could have; of each shade another one. */
export function somePicture(shade = 0): Uint8Array {
  return webp(lossless(256, 256, shade));
}
