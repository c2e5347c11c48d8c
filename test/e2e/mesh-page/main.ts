import { createPageCertificate, type PageCertificate } from '../../../client/media/certificate.ts';
import { PreparedLinks } from '../../../client/media/prepared-links.ts';
import { RoomAudio } from '../../../client/media/room-audio.ts';
import type { Envelope } from '../../../shared/protocol/signals.ts';
import { type LinkPlan, otherSide } from '../../../shared/topology/plan.ts';
import { LyingRouter } from './lying-router.ts';

/** One end of a pair: the audio of a page whose signals pass through a relay that the test can disturb. */
interface End {
  readonly audio: RoomAudio;
  readonly router: LyingRouter;
  readonly fingerprint: string;
  readonly certificate: PageCertificate;
  /** What this end has signalled, as `type attempt/round`. */
  readonly said: string[];
  /** Whom it has reported as lost, and for deceiving. */
  readonly lost: string[];
  readonly deceivers: string[];
  /** Whether its signals reach the other end. */
  relay: boolean;
  /** Whether they are lost on the way though the relay says that it passed them on. */
  lose: boolean;
  /** Changes what it signals, as a dishonest page would. */
  forge: (envelope: Envelope) => Envelope;
}

/** Who is on stage, and from whom each listener hears the room. */
interface Seats {
  readonly stage: readonly string[];
  readonly parents: Readonly<Record<string, string>>;
  readonly standbys?: Readonly<Record<string, string>>;
  readonly muted?: readonly string[];
}

function edgesOf(peers: Readonly<Record<string, string>>, kind: 'parent' | 'standby') {
  return Object.entries(peers).map(([child, peer]) => ({ child, peer, kind }));
}

class Pair {
  readonly ends = new Map<string, End>();

  async join(id: string): Promise<void> {
    const certificate = await createPageCertificate();
    const router = new LyingRouter();
    const end: End = {
      audio: new RoomAudio({
        certificate,
        router,
        signal: (to, envelope) => this.#pass(id, to, envelope),
        lost: ({ lost, deceives }) => {
          this.end(id).lost.push(lost);
          if (deceives) this.end(id).deceivers.push(lost);
        },
        changed: () => {},
      }),
      router,
      certificate,
      fingerprint: certificate.fingerprint,
      said: [],
      lost: [],
      deceivers: [],
      relay: true,
      lose: false,
      forge: (envelope) => envelope,
    };
    end.audio.carries = 3;
    end.audio.enter('room', Date.now());
    this.ends.set(id, end);
  }

  end(id: string): End {
    const end = this.ends.get(id);
    if (!end) throw new Error(`nobody is called ${id}`);
    return end;
  }

  /** Gives both ends the plan of one link; `a` makes the offers. */
  link(a = 'a', b = 'b'): void {
    this.end(a).audio.follow([this.plan(b, true)]);
    this.end(b).audio.follow([this.plan(a, false)]);
  }

  plan(peer: string, initiator: boolean): LinkPlan {
    return { peer, kind: 'stage', fingerprint: this.end(peer).fingerprint, initiator };
  }

  /**
   * Gives everyone the plan of a small audience: the stage among themselves, each listener with its parent and standby.
   * Everyone on stage but the `muted` may be heard.
   */
  seat({ stage, parents, standbys = {}, muted = [] }: Seats): void {
    const audible = stage.filter((id) => !muted.includes(id));
    const edges = [...edgesOf(parents, 'parent'), ...edgesOf(standbys, 'standby')];
    for (const [you, { audio }] of this.ends) {
      const onStage = stage.includes(you);
      const straight = onStage ? stage.filter((id) => id !== you) : [];
      audio.hear({
        you,
        onStage,
        audible: new Set(audible.filter((id) => id !== you)),
        soon: new Set(muted.filter((id) => id !== you)),
        keys: this.keys(stage),
      });
      audio.follow([
        ...straight.map((peer) => this.plan(peer, you > peer)),
        ...edges.flatMap(({ child, peer, kind }): LinkPlan[] => {
          if (you === child) return [{ ...this.plan(peer, true), kind }];
          if (you !== peer) return [];
          return [
            { ...this.plan(child, false), kind: kind === 'parent' ? ('child' as const) : ('ward' as const) },
          ];
        }),
      ]);
    }
  }

  /** Both are on stage, and these may be heard. */
  hear(you: string, audible: readonly string[]): void {
    this.end(you).audio.hear({
      you,
      onStage: true,
      audible: new Set(audible),
      soon: new Set(),
      keys: new Map(),
    });
  }

  /** Of those of them who sign what they say. */
  keys(people: readonly string[]): ReadonlyMap<string, string> {
    return new Map(
      people.flatMap((id) => {
        const { voice } = this.end(id).certificate;
        return voice ? [[id, voice.publicKey]] : [];
      }),
    );
  }

  async #pass(from: string, to: string, envelope: Envelope): Promise<boolean> {
    const sender = this.end(from);
    const { side, signal, attempt } = sender.forge(envelope);
    sender.said.push(
      'round' in signal ? `${signal.type} ${attempt}/${signal.round}` : `${signal.type} ${attempt}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (sender.relay && !sender.lose)
      this.ends.get(to)?.audio.receive(from, { side: otherSide(side), signal, attempt });
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

// Counts the connections to others, to see which of them are still alive: those of a page to itself have no certificate given.
const Native = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Native {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    if (configuration?.certificates) lab.connections.push(this);
  }
};

Object.assign(window, { lab });
