import SimplePeer from 'simple-peer';
import type { IceServer } from '../../shared/protocol/messages.ts';
import type { Offer, Signal } from '../../shared/protocol/signals.ts';
import { announcesOnly, withAudioWishes } from './session-description.ts';

export interface PeerLinkOptions {
  /** Whether this side makes the offers. */
  readonly initiator: boolean;
  readonly iceServers: readonly IceServer[];
  readonly certificate: RTCCertificate;
  /**
   * The certificate the roster names for the peer; a description that announces another one ends the link. Undefined while it is
   * not known who the peer will be: then every description does.
   */
  readonly peerFingerprint: string | undefined;
}

/** What a link tells its owner. */
export interface PeerLinkEvents {
  signal(signal: Signal): void;
  /**
   * The line for the peer's audio is there, maybe long before the audio, so that the loudspeaker can be made ready; whether it is
   * played is for the owner to say.
   */
  track(track: MediaStreamTrack): void;
  /** The data channel is open, and audio flows. */
  up(): void;
  /** The link is over: closed by the other side, failed, or refused. Not called after `close()`. */
  down(): void;
}

/** Often, and never sent again: what counts is that some arrive, also when every third packet is lost. */
const HEARTBEAT_MS = 250;
const HEARTBEAT_CHANNEL = { ordered: false, maxRetransmits: 0 } as const;

/**
 * One WebRTC connection to one peer, with one audio line each way and a data channel for heartbeats.
 * The only file that knows simple-peer and its RTCPeerConnection (docs/media.md lists the traps it works around).
 */
export class PeerLink {
  readonly #options: PeerLinkOptions;
  readonly #events: PeerLinkEvents;
  readonly #peer: SimplePeer.Instance;
  readonly #connection: RTCPeerConnection;
  readonly #heartbeat: number;
  #peerFingerprint: string | undefined;
  #audio: RTCRtpTransceiver | undefined;
  #microphone: MediaStreamTrack | null = null;
  #round = 0;
  #heardAt: number | undefined;
  #over = false;

  constructor(options: PeerLinkOptions, events: PeerLinkEvents) {
    this.#options = options;
    this.#peerFingerprint = options.peerFingerprint;
    this.#events = events;
    this.#peer = new SimplePeer({
      initiator: options.initiator,
      // Always given: simple-peer's default names STUN servers of others.
      config: { iceServers: options.iceServers as RTCIceServer[], certificates: [options.certificate] },
      channelConfig: HEARTBEAT_CHANNEL,
      sdpTransform: withAudioWishes,
    });
    // simple-peer has no public way to its connection, and sets it before the constructor returns.
    this.#connection = (this.#peer as unknown as { _pc: RTCPeerConnection })._pc;
    this.#listen();
    if (options.initiator) this.#openLine();
    this.#heartbeat = window.setInterval(() => this.#beat(), HEARTBEAT_MS);
  }

  /** The offer that is waiting for an answer, with every way found so far (RFC 8839 section 4.2). */
  get offer(): Offer | undefined {
    const { signalingState, localDescription } = this.#connection;
    if (this.#over || signalingState !== 'have-local-offer' || !localDescription) return undefined;
    return { type: 'offer', sdp: localDescription.sdp, round: this.#round };
  }

  /** Says who the peer of a link will be that was made before this was known. */
  expect(peerFingerprint: string): void {
    this.#peerFingerprint = peerFingerprint;
  }

  /** Feeds what the peer signalled. Whatever does not fit the moment is ignored; a foreign certificate ends the link. */
  receive(signal: Exclude<Signal, { type: 'renew' | 'restart' }>): void {
    if (this.#over) return;
    if (signal.type === 'candidate') this.#feed(signal);
    else this.#receiveDescription(signal);
  }

  /** What is sent to the peer; null sends nothing at all. Needs no renegotiation. */
  setMicrophone(track: MediaStreamTrack | null): void {
    this.#microphone = track;
    // Rejects only when the connection is closing, and then there is nobody to send to.
    this.#audio?.sender.replaceTrack(track).catch(() => {});
  }

  /** Looks for a new way to the peer (ICE restart, RFC 8445 section 9); audio and data channel survive. */
  restart(): void {
    if (this.#over) return;
    if (!this.#options.initiator) return this.#events.signal({ type: 'restart' });
    void this.#offerAgain();
  }

  async #offerAgain(): Promise<void> {
    // An offer may be lost even though the server passed it on, into a socket that was dead: it is not waited for.
    if (this.#connection.signalingState === 'have-local-offer') await this.withdrawOffer();
    if (this.#over || this.#connection.signalingState !== 'stable') return;
    this.#connection.restartIce();
    this.#peer.negotiate();
  }

  /** Takes back an offer that did not reach the peer, so that another one can be made. */
  async withdrawOffer(): Promise<void> {
    if (this.#over || this.#connection.signalingState !== 'have-local-offer') return;
    // Rejects when an answer came in this moment, and then there is nothing to withdraw.
    await this.#connection.setLocalDescription({ type: 'rollback' }).catch(() => {});
  }

  /** Milliseconds since the peer was last heard of over the data channel; undefined before the first time. */
  get silentMs(): number | undefined {
    return this.#heardAt === undefined ? undefined : performance.now() - this.#heardAt;
  }

  /** Whether ICE has a working way to the peer just now. */
  get connected(): boolean {
    return ['connected', 'completed'].includes(this.#connection.iceConnectionState);
  }

  /** How loud the peer is, 0 to 1, from the level its packets carry (RFC 6464). */
  get level(): number {
    const [source] = this.#audio?.receiver.getSynchronizationSources() ?? [];
    const recent =
      source !== undefined && performance.timeOrigin + performance.now() - source.timestamp < 400;
    return recent ? (source.audioLevel ?? 0) : 0;
  }

  /** Whether audio of the peer has been played lately (or would have been, were it not silenced here). */
  get heard(): boolean {
    return (this.#audio?.receiver.getSynchronizationSources().length ?? 0) > 0;
  }

  stats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  close(): void {
    this.#end();
    this.#peer.destroy();
  }

  #listen(): void {
    this.#peer.on('signal', (data) => this.#emitSignal(data));
    this.#peer.on('connect', () => this.#alive());
    this.#peer.on('data', () => (this.#heardAt = performance.now()));
    // Without a listener an error would be thrown; 'close' follows each one.
    this.#peer.on('error', () => {});
    this.#peer.on('close', () => this.#fail());
    // Not simple-peer's own 'track': it comes once a stream, and a line without a stream would stay unheard of.
    this.#connection.addEventListener('track', (event) => this.#accept(event));
  }

  #openLine(): void {
    this.#peer.addTransceiver('audio', { direction: 'sendrecv' });
    this.#useLine(this.#connection.getTransceivers()[0]);
  }

  /** The peer's first audio line is the only one there is; whatever else a page might offer is never played. */
  #accept({ transceiver }: RTCTrackEvent): void {
    if (transceiver.receiver.track.kind !== 'audio' || this.#audio) return;
    transceiver.direction = 'sendrecv';
    this.#useLine(transceiver);
  }

  #useLine(transceiver: RTCRtpTransceiver | undefined): void {
    if (!transceiver) return;
    this.#audio = transceiver;
    preferRed(transceiver);
    this.setMicrophone(this.#microphone);
    this.#events.track(transceiver.receiver.track);
  }

  #receiveDescription(description: Extract<Signal, { type: 'offer' | 'answer' }>): void {
    const expected = this.#peerFingerprint;
    if (expected === undefined || !announcesOnly(description.sdp, expected)) return this.#fail();
    const { signalingState } = this.#connection;
    if (
      description.type === 'answer' &&
      (signalingState !== 'have-local-offer' || description.round !== this.#round)
    )
      return;
    if (description.type === 'offer') {
      if (this.#options.initiator) return;
      this.#round = description.round;
    }
    this.#feed({ type: description.type, sdp: description.sdp });
  }

  #feed(data: SimplePeer.SignalData): void {
    try {
      this.#peer.signal(data);
    } catch {
      // It was destroyed in this very moment; 'close' is on its way.
    }
  }

  #emitSignal(data: SimplePeer.SignalData): void {
    if (this.#over) return;
    if (data.type === 'offer') this.#round += 1;
    if ((data.type === 'offer' || data.type === 'answer') && data.sdp !== undefined) {
      this.#events.signal({ type: data.type, sdp: data.sdp, round: this.#round });
    } else if (data.type === 'candidate') {
      const { candidate, sdpMid, sdpMLineIndex } = data.candidate;
      this.#events.signal({
        type: 'candidate',
        candidate: { candidate, sdpMid: sdpMid ?? null, sdpMLineIndex: sdpMLineIndex ?? null },
      });
    }
  }

  #beat(): void {
    if (this.#peer.connected) this.#peer.send('.');
  }

  #alive(): void {
    if (this.#over) return;
    this.#heardAt = performance.now();
    this.#events.up();
  }

  #fail(): void {
    if (this.#over) return;
    this.#end();
    this.#peer.destroy();
    this.#events.down();
  }

  #end(): void {
    this.#over = true;
    window.clearInterval(this.#heartbeat);
  }
}

/** RED (RFC 2198) sends each frame twice: a tenth of the losses is still heard. Browsers without it get plain Opus. */
function preferRed(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  const red = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === 'audio/red');
  const opus = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === 'audio/opus');
  if (opus.length > 0) transceiver.setCodecPreferences([...red, ...opus]);
}
