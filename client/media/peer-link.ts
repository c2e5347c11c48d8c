import SimplePeer from 'simple-peer';
import type { IceServer } from '../../shared/protocol/messages.ts';
import type { Offer, Signal } from '../../shared/protocol/signals.ts';
import { SLOTS } from '../../shared/topology/stage-voice.ts';
import type { LinkSide } from '../../shared/topology/plan.ts';
import { AudioLine, type LineUse, type OwnFrames } from './audio-line.ts';
import { canRouteFrames } from './encoded-streams.ts';
import type { FrameRouter } from './frame-router.ts';
import { announcesOnly, withAudioWishes, withoutStreamNumbers } from './session-description.ts';

export interface PeerLinkOptions {
  /** What the link is for; undefined while that is not known. Then it fits both `stage` and `up`. */
  readonly side: LinkSide | undefined;
  /** Whether this side makes the offers. */
  readonly initiator: boolean;
  readonly iceServers: readonly IceServer[];
  readonly certificate: RTCCertificate;
  /**
   * The certificate the roster names for the peer; a description that announces another one ends the link. Undefined while it is
   * not known who the peer will be: then every description does.
   */
  readonly peerFingerprint: string | undefined;
  /** Where the frames of its lines are read and written, if the browser can; else lines carry tracks. */
  readonly router: FrameRouter;
}

/** What a link tells its owner. */
export interface PeerLinkEvents {
  signal(signal: Signal): void;
  /**
   * The lines are there, maybe long before any audio, so that the loudspeaker can be made ready; whether they are played is for
   * the owner to say.
   */
  lines(lines: readonly AudioLine[]): void;
  /** Something came over the data channel. */
  message(text: string): void;
  /** The data channel is open, and audio flows. */
  up(): void;
  /** The link is over: closed by the other side, failed, or refused. Not called after `close()`. */
  down(): void;
}

/** Beats are never sent again: what counts is that some arrive, also when every third packet is lost. */
const BEAT_CHANNEL = { ordered: false, maxRetransmits: 0 } as const;

const BOTH_WAYS: LineUse = { sends: true, receives: true };
const ONLY_IN: LineUse = { sends: false, receives: true };
const ONLY_OUT: LineUse = { sends: true, receives: false };

/** The lines that one makes, or takes of those the peer offers. */
const LINES: Readonly<Record<LinkSide | 'any', readonly LineUse[]>> = {
  stage: [BOTH_WAYS],
  up: Array.from({ length: SLOTS }, () => ONLY_IN),
  down: Array.from({ length: SLOTS }, () => ONLY_OUT),
  any: Array.from({ length: SLOTS }, (_, index) => (index === 0 ? BOTH_WAYS : ONLY_IN)),
};

const text = new TextDecoder();
const MESSAGE_LIMIT = 400;

/**
 * One WebRTC connection to one peer, with the audio lines of its side and a data channel for beats.
 * With `audio-line.ts`, the only file that knows simple-peer and its RTCPeerConnection (docs/media.md lists the traps it works around).
 */
export class PeerLink {
  readonly #options: PeerLinkOptions;
  readonly #events: PeerLinkEvents;
  readonly #peer: SimplePeer.Instance;
  readonly #connection: RTCPeerConnection;
  #peerFingerprint: string | undefined;
  #side: LinkSide | undefined;
  #lines: readonly AudioLine[] = [];
  #own: OwnFrames | null = null;
  #round = 0;
  #heardAt: number | undefined;
  #over = false;

  constructor(options: PeerLinkOptions, events: PeerLinkEvents) {
    this.#options = options;
    this.#peerFingerprint = options.peerFingerprint;
    this.#side = options.side;
    this.#events = events;
    this.#peer = new SimplePeer({
      initiator: options.initiator,
      // Always given: simple-peer's default names STUN servers of others.
      config: {
        iceServers: options.iceServers as RTCIceServer[],
        certificates: [options.certificate],
        ...(canRouteFrames && { encodedInsertableStreams: true }),
      },
      channelConfig: BEAT_CHANNEL,
      sdpTransform: withAudioWishes,
    });
    // simple-peer has no public way to its connection, and sets it before the constructor returns.
    this.#connection = (this.#peer as unknown as { _pc: RTCPeerConnection })._pc;
    this.#listen();
    if (options.initiator) this.#makeLines();
  }

  /** The offer that is waiting for an answer, with every way found so far (RFC 8839 section 4.2). */
  get offer(): Offer | undefined {
    const { signalingState, localDescription } = this.#connection;
    if (this.#over || signalingState !== 'have-local-offer' || !localDescription) return undefined;
    return { type: 'offer', sdp: localDescription.sdp, round: this.#round };
  }

  /** Says who the peer of a link will be, and what it is for, that was made before this was known. */
  expect(peerFingerprint: string, side: LinkSide): void {
    this.#peerFingerprint = peerFingerprint;
    this.#side = side;
  }

  /** Those that can carry audio on this side: the first alone, or one a slot. */
  get lines(): readonly AudioLine[] {
    return this.#side ? this.#lines.slice(0, LINES[this.#side].length) : this.#lines;
  }

  /** Feeds what the peer signalled. Whatever does not fit the moment is ignored; a foreign certificate ends the link. */
  receive(signal: Exclude<Signal, { type: 'renew' | 'restart' }>): void {
    if (this.#over) return;
    if (signal.type === 'candidate') this.#feed(signal);
    else this.#receiveDescription(signal);
  }

  /** Sends the microphone, on stage links alone; null sends nothing at all. */
  speak(own: OwnFrames | null): void {
    this.#own = own;
    if (this.#side === 'stage') this.#lines[0]?.speak(own);
  }

  /** Sends a few words over the data channel, if it is open. They may be lost. */
  send(words: string): void {
    if (this.#peer.connected) this.#peer.send(words);
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
    this.#peer.on('data', (bytes: Uint8Array) => this.#hear(bytes));
    // Without a listener an error would be thrown; 'close' follows each one.
    this.#peer.on('error', () => {});
    this.#peer.on('close', () => this.#fail());
    // simple-peer's own 'track' comes once a stream and only for lines that receive: none would be heard of that only sends.
    this.#connection.addEventListener('signalingstatechange', () => this.#negotiate());
  }

  #makeLines(): void {
    const uses = LINES[this.#side ?? 'any'];
    for (const { sends } of uses)
      this.#peer.addTransceiver('audio', { direction: sends ? 'sendrecv' : 'recvonly' });
    this.#useLines(this.#connection.getTransceivers(), uses);
  }

  #negotiate(): void {
    const { signalingState } = this.#connection;
    if (signalingState === 'have-remote-offer' && this.#lines.length === 0) this.#acceptLines();
    if (signalingState === 'stable') for (const line of this.lines) line.negotiated();
  }

  /** The peer's first audio lines are the ones there are; whatever else a page might offer is never played, nor is anything sent on it. */
  #acceptLines(): void {
    const uses = LINES[this.#side ?? 'stage'];
    const audio = this.#connection
      .getTransceivers()
      .filter(({ receiver }) => receiver.track.kind === 'audio')
      .slice(0, uses.length);
    for (const [index, transceiver] of audio.entries())
      transceiver.direction = uses[index]?.receives === true ? 'sendrecv' : 'sendonly';
    this.#useLines(audio, uses);
  }

  #useLines(transceivers: readonly RTCRtpTransceiver[], uses: readonly LineUse[]): void {
    const { router } = this.#options;
    this.#lines = transceivers.flatMap((transceiver, index) => {
      const use = uses[index];
      return use ? [new AudioLine(transceiver, use, router)] : [];
    });
    this.speak(this.#own);
    this.#events.lines(this.lines);
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
    const sdp = canRouteFrames ? withoutStreamNumbers(description.sdp) : description.sdp;
    this.#feed({ type: description.type, sdp });
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

  #hear(bytes: Uint8Array): void {
    this.#heardAt = performance.now();
    // Nothing that a page of ours says is longer.
    if (!this.#over && bytes.length <= MESSAGE_LIMIT) this.#events.message(text.decode(bytes));
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
    for (const line of this.#lines) line.close();
  }
}
