/** Every connection that this page has made, by the certificate it shows; and every audio element. */
const connections: {
  readonly connection: RTCPeerConnection;
  readonly certificate: RTCCertificate | undefined;
}[] = [];
const elements: HTMLAudioElement[] = [];

const NativeConnection = window.RTCPeerConnection;
window.RTCPeerConnection = class extends NativeConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push({ connection: this, certificate: configuration?.certificates?.[0] });
  }
};

const NativeAudio = window.Audio;
window.Audio = class extends NativeAudio {
  constructor(src?: string) {
    super(src);
    elements.push(this);
  }
};

/** The open connections of whoever shows this certificate. */
export function connectionsWith(certificate: RTCCertificate): RTCPeerConnection[] {
  return connections
    .filter((one) => one.certificate === certificate && one.connection.connectionState !== 'closed')
    .map(({ connection }) => connection);
}

/** What plays for whoever shows this certificate: the tracks that an audio element has, and that some connection of theirs receives. */
export function tracksPlayedWith(certificate: RTCCertificate): MediaStreamTrack[] {
  const received = new Set(
    connectionsWith(certificate).flatMap((one) => one.getReceivers().map(({ track }) => track.id)),
  );
  return elements
    .flatMap(({ srcObject }) => (srcObject instanceof MediaStream ? srcObject.getAudioTracks() : []))
    .filter(({ id }) => received.has(id));
}
