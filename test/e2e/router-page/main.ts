import { createPageCertificate } from '../../../client/media/certificate.ts';
import { FrameRouter, type Sink, type Source } from '../../../client/media/frame-router.ts';
import { preferRed } from '../../../client/media/prefer-red.ts';
import { codecOf } from '../../../client/media/router/frame.ts';
import { VoiceEncoder } from '../../../client/media/voice-encoder.ts';

/** A link from a parent to a child as the room makes them: the child offers a line, the parent answers without a track. */
interface Link {
  readonly sink: Sink;
  /** What the child receives; undefined where its browser does not give frames. */
  readonly source: Source | undefined;
  readonly audio: HTMLAudioElement;
  readonly receiver: RTCRtpReceiver;
  close(): void;
}

const router = new FrameRouter();
let ticks = 0;
router.onTick(() => (ticks += 1));

/** `foreign`: a child like Firefox, without RED, without frames, and with a payload type of its own for Opus. */
async function link(foreign = false): Promise<Link> {
  const child = new RTCPeerConnection({ encodedInsertableStreams: !foreign });
  const parent = new RTCPeerConnection({ encodedInsertableStreams: true });
  introduce(child, parent);
  introduce(parent, child);
  const line = child.addTransceiver('audio', { direction: 'recvonly' });
  preferRed(line);
  const received = foreign ? undefined : line.receiver.createEncodedStreams?.();
  const source = received && router.addSource(received, true);
  const audio = new Audio();
  audio.srcObject = new MediaStream([line.receiver.track]);
  void audio.play();
  const { sdp = '' } = await child.createOffer();
  await child.setLocalDescription({ type: 'offer', sdp: foreign ? withoutRed(sdp) : sdp });
  await parent.setRemoteDescription(child.localDescription ?? { type: 'offer' });
  const [answering] = parent.getTransceivers();
  const sent = answering?.sender.createEncodedStreams?.();
  if (!answering || !sent) throw new Error('the parent has no frames');
  answering.direction = 'sendonly';
  preferRed(answering);
  const sink = router.addSink(sent, (track) => void answering.sender.replaceTrack(track));
  await parent.setLocalDescription();
  await child.setRemoteDescription(parent.localDescription ?? { type: 'answer' });
  const { codecs } = answering.sender.getParameters();
  sink.negotiated(codecs.flatMap((codec) => codecOf(codec) ?? []));
  const close = () => {
    source?.close();
    sink.close();
    child.close();
    parent.close();
  };
  return { sink, source, audio, receiver: line.receiver, close };
}

/** The same between two connections as every page makes them, the track encoded for this link alone. */
async function ordinaryLink(track: MediaStreamTrack): Promise<{ close(): void }> {
  const [child, parent] = [new RTCPeerConnection(), new RTCPeerConnection()];
  introduce(child, parent);
  introduce(parent, child);
  const line = child.addTransceiver('audio', { direction: 'recvonly' });
  preferRed(line);
  const audio = new Audio();
  audio.srcObject = new MediaStream([line.receiver.track]);
  void audio.play();
  await child.setLocalDescription();
  await parent.setRemoteDescription(child.localDescription ?? { type: 'offer' });
  parent.addTrack(track);
  await parent.setLocalDescription();
  await child.setRemoteDescription(parent.localDescription ?? { type: 'answer' });
  return {
    close() {
      child.close();
      parent.close();
    },
  };
}

function withoutRed(sdp: string): string {
  const [opus, red] = ['opus', 'red'].map((name) => new RegExp(`a=rtpmap:(\\d+) ${name}/`).exec(sdp)?.[1]);
  return sdp
    .replace(new RegExp(`^a=(rtpmap|fmtp|rtcp-fb):${red} .*\r\n`, 'gm'), '')
    .replace(/^(m=audio \S+ \S+) .*$/m, '$1 109')
    .replaceAll(`:${opus} `, ':109 ');
}

function introduce(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) void to.addIceCandidate(candidate);
  });
}

/** A voice without end, out of a WAV file. */
async function voice(wavBase64: string): Promise<MediaStreamTrack> {
  const context = new AudioContext();
  const bytes = Uint8Array.from(atob(wavBase64), (character) => character.charCodeAt(0));
  const buffer = await context.decodeAudioData(bytes.buffer);
  const player = new AudioBufferSourceNode(context, { buffer, loop: true });
  const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  player.connect(output);
  player.start();
  const [track] = output.stream.getAudioTracks();
  if (!track) throw new Error('the voice has no track');
  return track;
}

/** A sink whose stream takes one frame and then none, until it is closed. */
function stalledSink(): Sink {
  let breakOff = (): void => {};
  const writable = new WritableStream<RTCEncodedAudioFrame>({
    start: (controller) => void (breakOff = () => controller.error()),
    write: () => new Promise(() => {}),
  });
  const readable = new ReadableStream<RTCEncodedAudioFrame>();
  const sink = router.addSink({ readable, writable }, () => {});
  sink.negotiated([
    { payloadType: 63, red: true },
    { payloadType: 111, red: false },
  ]);
  const close = () => {
    sink.close();
    // What a stream between two threads has not taken keeps both of its ends alive.
    breakOff();
  };
  return { ...sink, close };
}

let key: CryptoKey | undefined;

/** What this speaker's encoders send is signed from now on, and can be checked. */
async function sign(speaker: string): Promise<void> {
  const { voice } = await createPageCertificate();
  if (!voice) throw new Error('this browser cannot sign');
  key = voice.privateKey;
  router.enter({ room: 'lab', aheadMs: 0, keys: new Map([[speaker, voice.publicKey]]) });
}

/** Signed where it is of a speaker for whom `sign` was called. */
function encoder(speaker?: string): VoiceEncoder {
  const made = new VoiceEncoder(router);
  if (speaker !== undefined && key) made.source.seal(speaker, key);
  return made;
}

/** How far, at most, the timestamps of what a line receives were from the time that passed, in ms; looks until `stop` is called. */
function watchClock({ receiver }: Link): { stop(): number } {
  let first: { at: number; timestamp: number } | undefined;
  let worst = 0;
  const timer = setInterval(() => {
    const [packet] = receiver.getSynchronizationSources();
    if (!packet) return;
    first ??= { at: packet.timestamp, timestamp: packet.rtpTimestamp };
    const counted = ((packet.rtpTimestamp - first.timestamp) | 0) / 48;
    worst = Math.max(worst, Math.abs(counted - (packet.timestamp - first.at)));
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      return worst;
    },
  };
}

const lab = {
  router,
  link,
  ordinaryLink,
  voice,
  stalledSink,
  watchClock,
  sign,
  encoder,
  ticks: () => ticks,
  connections: new Set<RTCPeerConnection>(),
};
export type RouterLab = typeof lab;
export type { Link };

// Knows the connections that are not closed, those of encoders too.
const Native = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Native {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    lab.connections.add(this);
  }

  override close(): void {
    super.close();
    lab.connections.delete(this);
  }
};

Object.assign(window, { lab });
