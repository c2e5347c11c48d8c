/** What the router reads and sets of an encoded frame's metadata; the rest is carried along (W3C webrtc-encoded-transform). */
export interface FrameMetadata {
  readonly payloadType?: number;
  readonly mimeType?: string;
  /** 48,000 a second, modulo 2^32. */
  readonly rtpTimestamp?: number;
  /** 0 to 1 (RFC 6464); undefined where the extension was not negotiated. */
  readonly audioLevel?: number;
}

/** The part of an `RTCEncodedAudioFrame` that the router uses, so that it runs and is tested without a browser. */
export interface Frame {
  data: ArrayBuffer;
  getMetadata(): FrameMetadata;
}

/** Makes a frame like another one, of the same payload type, with changed metadata; the other stays as it was. */
export type CopyFrame = (frame: Frame, metadata: FrameMetadata) => Frame;

/** Where frames go: a writer of a stream. Whoever writes a frame must not use it again. */
export interface FrameWriter {
  write(frame: Frame): Promise<void>;
}

/** One payload type that was negotiated for a line, of RED (RFC 2198) or of plain Opus. */
export interface LineCodec {
  readonly payloadType: number;
  readonly red: boolean;
}

/** RTP timestamps of Opus count 48 a millisecond, whatever it encodes (RFC 7587). */
export const SAMPLES_PER_MS = 48;

/** Which of the two codecs a frame is of, or a sender's parameters name; undefined for any other. */
export function codecOf({
  payloadType,
  mimeType,
}: Pick<FrameMetadata, 'payloadType' | 'mimeType'>): LineCodec | undefined {
  const codec = mimeType?.toLowerCase();
  if (payloadType === undefined || (codec !== 'audio/red' && codec !== 'audio/opus')) return undefined;
  return { payloadType, red: codec === 'audio/red' };
}
