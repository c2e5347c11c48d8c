import type { StageVoice } from '../../shared/topology/stage-voice.ts';
import type { EncodedStreams } from './encoded-streams.ts';
import { preferRed } from './prefer-red.ts';
import { withAudioWishes } from './session-description.ts';

/**
 * Two connections of this page to each other. The near one encodes whatever track its sender has; its frames go to `streams` and are not
 * sent to the far one, which is there only because a sender does not encode before it is connected.
 */
export class VoiceLoopback {
  readonly streams: EncodedStreams;
  readonly #near = new RTCPeerConnection({ encodedInsertableStreams: true });
  readonly #far = new RTCPeerConnection();
  readonly #sender: RTCRtpSender;
  readonly #kbps: number;

  /** Refuses a browser in which `canRouteFrames` is false. */
  constructor({ opusKbps, red }: StageVoice) {
    const line = this.#near.addTransceiver('audio', { direction: 'sendonly' });
    preferRed(line, red);
    this.#kbps = opusKbps;
    this.#sender = line.sender;
    const streams = line.sender.createEncodedStreams?.();
    if (!streams) throw new Error('this browser gives no encoded frames');
    this.streams = streams;
    introduce(this.#near, this.#far);
    introduce(this.#far, this.#near);
    // Rejects only where it is closed meanwhile.
    this.#connect().catch(() => {});
  }

  encode(track: MediaStreamTrack | null): void {
    // Rejects only when it is closed, and then nobody wants frames of it.
    this.#sender.replaceTrack(track).catch(() => {});
  }

  close(): void {
    this.#near.close();
    this.#far.close();
  }

  async #connect(): Promise<void> {
    await this.#near.setLocalDescription();
    await this.#far.setRemoteDescription(describe(this.#near));
    await this.#far.setLocalDescription();
    const { type, sdp } = describe(this.#far);
    // How the near one encodes is what the far one says it would like to be sent.
    await this.#near.setRemoteDescription({ type, sdp: withAudioWishes(sdp, this.#kbps) });
  }
}

function introduce(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener('icecandidate', ({ candidate }) => {
    // Rejects when the other one is closed.
    if (candidate) to.addIceCandidate(candidate).catch(() => {});
  });
}

function describe({ localDescription }: RTCPeerConnection): RTCSessionDescription {
  if (!localDescription) throw new Error('closed meanwhile');
  return localDescription;
}
