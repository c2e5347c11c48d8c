declare global {
  interface Window {
    dishonest: { connections: RTCPeerConnection[]; microphoneAsked: number; send(): Promise<number> };
  }
}

/**
 * An init script for the page of somebody who does not play by the rules: its connections cannot be closed, its tracks neither
 * stopped nor disabled, its senders not emptied; what it has been sent it goes on playing, at full volume. `dishonest.send()`
 * puts the microphone on every connection there is and resolves to how many that are.
 */
export const dishonestScript = `(() => {
  const dishonest = (window.dishonest = { connections: [], microphoneAsked: 0 });
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args) {
      super(...args);
      dishonest.connections.push(this);
    }
    close() {}
  };
  // It sends tracks, as browsers do that cannot pass frames on: that is the way that is open to it.
  delete RTCRtpSender.prototype.createEncodedStreams;
  const { replaceTrack } = RTCRtpSender.prototype;
  RTCRtpSender.prototype.replaceTrack = function (track) {
    return track ? replaceTrack.call(this, track) : Promise.resolve();
  };
  MediaStreamTrack.prototype.stop = () => {};
  Object.defineProperty(MediaStreamTrack.prototype, 'enabled', { get: () => true, set() {} });
  HTMLMediaElement.prototype.pause = () => {};
  const { set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', { configurable: true, set(stream) { if (stream) set.call(this, stream); } });
  const muted = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'muted');
  Object.defineProperty(HTMLMediaElement.prototype, 'muted', { configurable: true, get() { return muted.get.call(this); }, set() { muted.set.call(this, false); } });
  let microphone;
  dishonest.send = async () => {
    microphone ??= (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()[0];
    const senders = dishonest.connections.flatMap((connection) => connection.getTransceivers().filter(({ currentDirection }) => currentDirection?.includes('send')).map(({ sender }) => sender));
    await Promise.all(senders.map((sender) => replaceTrack.call(sender, microphone).catch(() => {})));
    return senders.length;
  };
})();`;

/** An init script that counts the connections a page makes and how often it asks for the microphone. */
export const countingScript = `(() => {
  const dishonest = (window.dishonest = { connections: [], microphoneAsked: 0, send: () => Promise.resolve(0) });
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args) {
      super(...args);
      dishonest.connections.push(this);
    }
  };
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (...args) => {
    dishonest.microphoneAsked += 1;
    return ask(...args);
  };
})();`;
