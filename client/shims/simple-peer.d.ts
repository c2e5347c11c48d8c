// Declared here and not by @types/simple-peer, which extends Node's streams: it would bring Node's globals into the
// page's code and promise Buffers where the shims deliver Uint8Arrays.
declare module 'simple-peer' {
  namespace SimplePeer {
    type Instance = SimplePeer;

    type Wrtc = {
      RTCPeerConnection: typeof RTCPeerConnection;
      RTCSessionDescription: typeof RTCSessionDescription;
      RTCIceCandidate: typeof RTCIceCandidate;
    };

    type Options = {
      initiator?: boolean;
      channelConfig?: RTCDataChannelInit;
      channelName?: string;
      /** Always pass `iceServers`: the default names public STUN servers of others. */
      config?: RTCConfiguration & { encodedInsertableStreams?: boolean };
      offerOptions?: RTCOfferOptions;
      answerOptions?: RTCAnswerOptions;
      sdpTransform?: (sdp: string) => string;
      stream?: MediaStream;
      streams?: MediaStream[];
      trickle?: boolean;
      allowHalfTrickle?: boolean;
      /** In milliseconds; only without trickle. */
      iceCompleteTimeout?: number;
      /** A WebRTC implementation for Node. */
      wrtc?: Wrtc;
    };

    type Candidate = { candidate: string; sdpMid?: string | null; sdpMLineIndex?: number | null };

    type SignalData =
      | { type: 'offer' | 'answer' | 'pranswer' | 'rollback'; sdp: string }
      | { type: 'candidate'; candidate: Candidate }
      | { type: 'renegotiate'; renegotiate: true }
      | { type: 'transceiverRequest'; transceiverRequest: { kind: string; init?: RTCRtpTransceiverInit } };

    type Events = {
      signal: [data: SignalData];
      connect: [];
      data: [chunk: Uint8Array<ArrayBuffer>];
      stream: [stream: MediaStream];
      track: [track: MediaStreamTrack, stream: MediaStream];
      negotiated: [];
      signalingStateChange: [state: RTCSignalingState];
      iceStateChange: [connection: RTCIceConnectionState, gathering: RTCIceGatheringState];
      iceTimeout: [];
      end: [];
      finish: [];
      error: [error: Error & { code?: string }];
      close: [];
    };
  }

  class SimplePeer {
    static readonly WEBRTC_SUPPORT: boolean;
    constructor(options?: SimplePeer.Options);

    readonly initiator: boolean;
    readonly connected: boolean;
    readonly destroyed: boolean;
    readonly destroying: boolean;
    readonly bufferSize: number;
    /** Absent once destroyed. */
    readonly _pc: RTCPeerConnection | null;
    /** Absent until the data channel exists, and once destroyed. */
    readonly _channel: RTCDataChannel | null;

    on<Name extends keyof SimplePeer.Events>(
      name: Name,
      listener: (...args: SimplePeer.Events[Name]) => void,
    ): this;
    once<Name extends keyof SimplePeer.Events>(
      name: Name,
      listener: (...args: SimplePeer.Events[Name]) => void,
    ): this;
    off<Name extends keyof SimplePeer.Events>(
      name: Name,
      listener: (...args: SimplePeer.Events[Name]) => void,
    ): this;
    removeAllListeners(name?: keyof SimplePeer.Events): this;

    /** Throws after `destroy`. */
    signal(data: SimplePeer.SignalData | string): void;
    /** Throws before `connect` and after `destroy`. */
    send(data: string | ArrayBufferView<ArrayBuffer> | ArrayBuffer | Blob): void;
    /** Like `send`, but waits for the connection. */
    write(data: string | Uint8Array<ArrayBuffer>): boolean;
    negotiate(): void;
    addTransceiver(kind: 'audio' | 'video', init?: RTCRtpTransceiverInit): void;
    addStream(stream: MediaStream): void;
    removeStream(stream: MediaStream): void;
    addTrack(track: MediaStreamTrack, stream: MediaStream): void;
    replaceTrack(oldTrack: MediaStreamTrack, newTrack: MediaStreamTrack | null, stream: MediaStream): void;
    removeTrack(track: MediaStreamTrack, stream: MediaStream): void;
    address(): { port?: number; family?: string; address?: string };
    destroy(error?: Error): void;
  }

  export default SimplePeer;
}
