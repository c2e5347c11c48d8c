/** What Chromium's `createEncodedStreams()` gives: the encoded frames of one line, to be read and to be written on. */
export interface EncodedStreams {
  readonly readable: ReadableStream<RTCEncodedAudioFrame>;
  readonly writable: WritableStream<RTCEncodedAudioFrame>;
}

declare global {
  interface RTCRtpSender {
    /** Only of connections made with `encodedInsertableStreams`, and only at once after the sender was made. */
    createEncodedStreams?(): EncodedStreams;
  }
  interface RTCRtpReceiver {
    createEncodedStreams?(): EncodedStreams;
  }
  interface RTCConfiguration {
    encodedInsertableStreams?: boolean;
  }
}

/** Whether this browser lets a page read encoded frames of one connection and write them to another. */
export const canRouteFrames =
  typeof RTCRtpSender !== 'undefined' && 'createEncodedStreams' in RTCRtpSender.prototype;
