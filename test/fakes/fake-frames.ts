import type { CopyFrame, Frame, FrameMetadata, FrameWriter } from '../../client/media/router/frame.ts';
import { joinRed } from '../../client/media/router/red.ts';

/** An encoded frame as a browser gives it. Once written its payload is gone, as there. */
export class FakeFrame implements Frame {
  readonly #metadata: FrameMetadata;
  #data: Uint8Array;

  constructor(metadata: FrameMetadata, data: Uint8Array) {
    this.#metadata = metadata;
    this.#data = data;
  }

  get data(): ArrayBuffer {
    return this.#data.slice().buffer;
  }

  set data(data: ArrayBuffer) {
    this.#data = new Uint8Array(data.slice(0));
  }

  getMetadata(): FrameMetadata {
    return { ...this.#metadata };
  }

  empty(): void {
    this.#data = new Uint8Array();
  }
}

/** As the browser's constructor: refuses another payload type, and a frame that was written. */
export const copyFakeFrame: CopyFrame = (frame, metadata) => {
  if (metadata.payloadType !== frame.getMetadata().payloadType) throw new Error('InvalidModificationError');
  if (frame.data.byteLength === 0) throw new Error('InvalidStateError');
  return new FakeFrame(metadata, new Uint8Array(frame.data));
};

/** What was written to a stream: timestamp, payload type and payload. */
export interface Written {
  readonly timestamp: number | undefined;
  readonly payloadType: number | undefined;
  readonly data: readonly number[];
  readonly audioLevel: number | undefined;
}

/** A stream that takes frames at once, never (`stalled`), or is broken. */
export class FakeWriter implements FrameWriter {
  readonly written: Written[] = [];
  mode: 'ready' | 'stalled' | 'broken' = 'ready';
  #waiting: (() => void)[] = [];

  write(frame: Frame): Promise<void> {
    if (this.mode === 'broken') return Promise.reject(new Error('the stream is closed'));
    const { rtpTimestamp: timestamp, payloadType, audioLevel } = frame.getMetadata();
    this.written.push({ timestamp, payloadType, data: [...new Uint8Array(frame.data)], audioLevel });
    if (frame instanceof FakeFrame) frame.empty();
    return this.mode === 'stalled' ? new Promise((taken) => this.#waiting.push(taken)) : Promise.resolve();
  }

  /** A stalled stream takes all that waits, and what comes. */
  flow(): void {
    this.mode = 'ready';
    for (const taken of this.#waiting.splice(0)) taken();
  }
}

/** A plain Opus frame. */
export function opusFrame(
  timestamp: number,
  data: readonly number[],
  payloadType = 111,
  audioLevel = 0.1,
): FakeFrame {
  return new FakeFrame(
    { payloadType, mimeType: 'audio/opus', rtpTimestamp: timestamp, audioLevel },
    Uint8Array.from(data),
  );
}

/** A RED frame as Chromium makes it: each entry is one block, 20 ms apart, the newest last. */
export function redFrame(
  timestamp: number,
  blocks: readonly (readonly number[])[],
  audioLevel = 0.1,
): FakeFrame {
  return new FakeFrame(
    { payloadType: 63, mimeType: 'audio/red', rtpTimestamp: timestamp, audioLevel },
    new Uint8Array(redPayload(blocks, 111)),
  );
}

export function redPayload(blocks: readonly (readonly number[])[], payloadType: number): ArrayBuffer {
  return joinRed(
    blocks.map((data, i) => ({
      payloadType,
      offset: (blocks.length - 1 - i) * 960,
      data: Uint8Array.from(data),
    })),
    payloadType,
  );
}
