import type { LineCodec } from './frame.ts';
import { joinRed, type RedBlock } from './red.ts';

/** A frame of a source, taken apart once for all its sinks. */
export interface OpenedFrame {
  readonly codec: LineCodec;
  /** The primary block last; the only one of a plain frame. */
  readonly blocks: readonly RedBlock[];
}

/** What is to be written to a line. */
export interface FittedPayload {
  readonly codec: LineCodec;
  /** Whether a frame of this codec has to be minted, since the source's own is of another one. */
  readonly mint: boolean;
  /** Undefined where the source's payload fits as it is. */
  readonly data: ArrayBuffer | undefined;
}

/**
 * Makes a frame fit the codecs of a line: as it is where that can be, otherwise as one of `codecs` that `canMint`, or else the first. What
 * is older than the stretch that the line sends (`age` samples long so far) is left out of RED: it is not meant for this line.
 * Undefined where the line has no codec for it.
 */
export function fitPayload(
  { codec, blocks }: OpenedFrame,
  codecs: readonly LineCodec[],
  age: number,
  canMint: (codec: LineCodec) => boolean,
): FittedPayload | undefined {
  const same = codecs.find(({ payloadType, red }) => payloadType === codec.payloadType && red === codec.red);
  if (same && !same.red) return { codec: same, mint: false, data: undefined };
  const chosen = same ?? codecs.find(canMint) ?? codecs[0];
  const opus = codecs.find(({ red }) => !red)?.payloadType;
  const primary = blocks.at(-1);
  if (!chosen || opus === undefined || !primary) return undefined;
  if (!chosen.red) return { codec: chosen, mint: true, data: primary.data.slice().buffer };
  const kept = blocks.filter(({ offset }) => offset <= age);
  const fits = same && kept.length === blocks.length && kept.every(({ payloadType }) => payloadType === opus);
  return { codec: chosen, mint: !same, data: fits ? undefined : joinRed(kept, opus) };
}
