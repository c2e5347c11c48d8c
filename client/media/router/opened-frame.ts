import { codecOf, type Frame, type FrameMetadata, type LineCodec } from './frame.ts';
import { joinRed, type RedBlock, splitRed } from './red.ts';
import { SEAL_PAYLOAD_TYPE } from './seal.ts';

/** A frame of a source, taken apart once for all its sinks. */
export interface OpenedFrame {
  readonly codec: LineCodec;
  /** Of sound, the primary block last; the only one of a plain frame. */
  readonly blocks: readonly RedBlock[];
  /** What its speaker has signed of their latest frames, if it comes along with this one. */
  readonly seal: Uint8Array | undefined;
  /** Whether the seal is a part of the frame's payload, or still has to become one. */
  readonly carriesSeal: boolean;
}

/** Undefined for what is neither RED nor Opus, or is broken. */
export function openFrame(frame: Frame, metadata: FrameMetadata): OpenedFrame | undefined {
  const codec = codecOf(metadata);
  if (!codec) return undefined;
  const data = new Uint8Array(frame.data);
  if (!codec.red) {
    const { payloadType } = codec;
    return { codec, blocks: [{ payloadType, offset: 0, data }], seal: undefined, carriesSeal: false };
  }
  const all = splitRed(data);
  if (!all) return undefined;
  const seal = all.slice(0, -1).find(isSeal)?.data;
  return { codec, blocks: seal ? all.filter(isSound) : all, seal, carriesSeal: seal !== undefined };
}

/** Takes the seal out of a frame, as no decoder knows what it is. */
export function stripSeal(frame: Frame, { blocks, carriesSeal }: OpenedFrame): void {
  const primary = blocks.at(-1);
  if (carriesSeal && primary) frame.data = joinRed(blocks, primary.payloadType);
}

function isSeal({ payloadType }: RedBlock): boolean {
  return payloadType === SEAL_PAYLOAD_TYPE;
}

function isSound(block: RedBlock, index: number, all: readonly RedBlock[]): boolean {
  return index === all.length - 1 || !isSeal(block);
}
