import { codecOf, type Frame, type LineCodec } from './frame.ts';

/**
 * One frame of each payload type that had to be minted. No constructor makes a frame of a payload type of one's choice, but a copy of
 * one takes any payload. A frame that was written is empty afterwards, so these never are.
 */
export class FrameTemplates {
  readonly #frames = new Map<string, Frame>();

  /** Keeps a frame that nobody writes, the first of its kind. */
  keep(frame: Frame): void {
    const codec = codecOf(frame.getMetadata());
    if (codec && !this.of(codec)) this.#frames.set(key(codec), frame);
  }

  of(codec: LineCodec): Frame | undefined {
    return this.#frames.get(key(codec));
  }
}

function key({ payloadType, red }: LineCodec): string {
  return `${payloadType} ${red}`;
}
