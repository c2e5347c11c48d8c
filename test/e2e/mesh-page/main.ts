import { createPageCertificate } from '../../../client/media/certificate.ts';
import { PreparedLinks } from '../../../client/media/prepared-links.ts';
import { Mesh } from '../../../client/media/mesh.ts';
import type { Envelope } from '../../../shared/protocol/signals.ts';

/** One end of a pair: a mesh whose signals pass through a relay that the test can disturb. */
interface End {
  readonly mesh: Mesh;
  readonly fingerprint: string;
  readonly certificate: RTCCertificate;
  /** What this end has signalled, as `type attempt/round`. */
  readonly said: string[];
  /** Whether its signals reach the other end. */
  relay: boolean;
  /** Whether they are lost on the way though the relay says that it passed them on. */
  lose: boolean;
  /** Changes what it signals, as a dishonest page would. */
  forge: (envelope: Envelope) => Envelope;
}

class Pair {
  readonly ends = new Map<string, End>();

  async join(id: string): Promise<void> {
    const { certificate, fingerprint } = await createPageCertificate();
    const end: End = {
      mesh: new Mesh({
        certificate,
        signal: (to, envelope) => this.#pass(id, to, envelope),
        changed: () => {},
      }),
      certificate,
      fingerprint,
      said: [],
      relay: true,
      lose: false,
      forge: (envelope) => envelope,
    };
    this.ends.set(id, end);
  }

  end(id: string): End {
    const end = this.ends.get(id);
    if (!end) throw new Error(`nobody is called ${id}`);
    return end;
  }

  /** Gives both ends the plan of one link; `a` makes the offers. */
  link(a = 'a', b = 'b'): void {
    this.end(a).mesh.follow([{ peer: b, fingerprint: this.end(b).fingerprint, initiator: true }]);
    this.end(b).mesh.follow([{ peer: a, fingerprint: this.end(a).fingerprint, initiator: false }]);
  }

  async #pass(from: string, to: string, envelope: Envelope): Promise<boolean> {
    const sender = this.end(from);
    const { signal, attempt } = sender.forge(envelope);
    sender.said.push(
      'round' in signal ? `${signal.type} ${attempt}/${signal.round}` : `${signal.type} ${attempt}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (sender.relay && !sender.lose) this.ends.get(to)?.mesh.receive(from, { signal, attempt });
    return sender.relay;
  }
}

/** A steady buzz with a level that the peers' meters see. */
function buzz(): MediaStreamTrack {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context, { type: 'sawtooth', frequency: 180 });
  const destination = context.createMediaStreamDestination();
  oscillator.connect(new GainNode(context, { gain: 0.4 })).connect(destination);
  oscillator.start();
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('no track');
  return track;
}

const lab = { Pair, buzz, PreparedLinks, connections: [] as RTCPeerConnection[] };
export type Lab = typeof lab;

// Counts the connections, to see which of them are still alive.
const Native = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Native {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    lab.connections.push(this);
  }
};

Object.assign(window, { lab });
