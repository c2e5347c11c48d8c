import type { LineCodec } from './frame.ts';
import type { OpenedFrame } from './opened-frame.ts';
import { joinRed } from './red.ts';
import { sealBlock } from './seal.ts';

/** What is to be written to a line. */
export interface FittedPayload {
  readonly codec: LineCodec;
  /** Whether a frame of this codec has to be minted, since the source's own is of another one. */
  readonly mint: boolean;
  /** Undefined where the source's payload fits as it is. */
  readonly data: ArrayBuffer | undefined;
  /** A codec in which a seal could go along, if frames of it could be minted. */
  readonly lacks?: LineCodec;
}

/**
 * Makes a frame fit the codecs of a line: as it is where that can be, otherwise as one of `codecs` that `canMint`, or else the first. What
 * is older than the stretch that the line sends (`age` samples long so far) is left out of RED: it is not meant for this line. A seal
 * travels in RED only, so a plain frame that has one goes as RED where that can be. Undefined where the line has no codec for it.
 */
export function fitPayload(
  opened: OpenedFrame,
  codecs: readonly LineCodec[],
  age: number,
  canMint: (codec: LineCodec) => boolean,
): FittedPayload | undefined {
  const { codec, blocks, seal } = opened;
  const same = codecs.find(({ payloadType, red }) => payloadType === codec.payloadType && red === codec.red);
  const red = codec.red ? undefined : codecs.find((one) => one.red);
  // The model for it is asked for before the first seal comes.
  const lacks = same && red && !canMint(red) ? red : undefined;
  const better = seal && red && canMint(red) ? red : undefined;
  if (same && !same.red && !better)
    return { codec: same, mint: false, data: undefined, ...(lacks && { lacks }) };
  const chosen = better ?? same ?? codecs.find(canMint) ?? codecs[0];
  const opus = codecs.find(({ red }) => !red)?.payloadType;
  const primary = blocks.at(-1);
  if (!chosen || opus === undefined || !primary) return undefined;
  if (!chosen.red) return { codec: chosen, mint: true, data: primary.data.slice().buffer };
  const kept = blocks.filter(({ offset }) => offset <= age);
  const fits =
    chosen === same &&
    opened.carriesSeal === (seal !== undefined) &&
    kept.length === blocks.length &&
    kept.every(({ payloadType }) => payloadType === opus);
  const data = fits ? undefined : joinRed(kept, opus, seal && sealBlock(seal));
  return { codec: chosen, mint: chosen !== same, data };
}
