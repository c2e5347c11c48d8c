import { createPageCertificate, type PageCertificate } from '../../../client/media/certificate.ts';
import { FrameRouter } from '../../../client/media/frame-router.ts';
import { RoomAudio } from '../../../client/media/room-audio.ts';
import type { Envelope } from '../../../shared/protocol/signals.ts';
import { type LinkKind, type LinkPlan, otherSide } from '../../../shared/topology/plan.ts';
import type { LineSamples } from '../concealment.ts';
import { connectionsWith, tracksPlayedWith } from './watched-connections.ts';

/** What passes a signal to a person on another page; the bench gives it to every page. */
declare global {
  interface Window {
    passOn?(from: string, to: string, envelope: Envelope): Promise<boolean>;
  }
}

const here = new Map<string, Person>();

/** By whose key each voice is checked, as a roster says; the bench tells every page. */
export const voiceKeys = new Map<string, string>();

/** A participant without a room: the product's own audio, whose plan and roster are made by the bench. */
export class Person {
  readonly id: string;
  readonly audio: RoomAudio;
  readonly #certificate: PageCertificate;
  #plan: readonly LinkPlan[] = [];
  #microphone: MediaStreamTrack | undefined;

  private constructor(id: string, certificate: PageCertificate) {
    this.id = id;
    this.#certificate = certificate;
    this.audio = new RoomAudio({
      certificate,
      router: new FrameRouter(),
      signal: (to, envelope) => passOn(id, to, envelope),
      lost: () => {},
      changed: () => {},
    });
    this.audio.enter('bench', Date.now());
  }

  static async create(id: string): Promise<Person> {
    const person = new Person(id, await createPageCertificate());
    here.set(id, person);
    return person;
  }

  get fingerprint(): string {
    return this.#certificate.fingerprint;
  }

  /** Undefined where the browser cannot sign. */
  get voiceKey(): string | undefined {
    return this.#certificate.voice?.publicKey;
  }

  /** Adds links of one kind to those to whom these certificates belong. */
  link(kind: LinkKind, peers: ReadonlyMap<string, string>, initiator: boolean): void {
    const added = [...peers].map(([peer, fingerprint]) => ({ peer, kind, fingerprint, initiator }));
    this.#plan = [...this.#plan, ...added];
    this.audio.follow(this.#plan);
  }

  /** Whom one hears, and whether one is heard: the roster. */
  hear(onStage: boolean, ...audible: readonly string[]): void {
    const keys = new Map([...voiceKeys].filter(([id]) => audible.includes(id)));
    this.audio.hear({ you: this.id, onStage, audible: new Set(audible), soon: new Set(), keys });
  }

  /** Sends the microphone, or nothing. */
  async speak(on: boolean): Promise<void> {
    this.#microphone ??= (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()[0];
    this.audio.speak(on ? (this.#microphone ?? null) : null);
  }

  /** Sends on what plays here, decoded: it is encoded again. */
  relay(): void {
    this.audio.speak(this.playing[0] ?? null);
  }

  receive(from: string, envelope: Envelope): void {
    this.audio.receive(from, { ...envelope, side: otherSide(envelope.side) });
  }

  /** The tracks that play here, of all links. */
  get playing(): readonly MediaStreamTrack[] {
    return tracksPlayedWith(this.#certificate.certificate);
  }

  /** How many packets of audio have come over all links. */
  async packetsReceived(): Promise<number> {
    const inbound = await this.stats('inbound-rtp');
    return inbound.reduce((sum, { packetsReceived }) => sum + Number(packetsReceived), 0);
  }

  /** What each line has received and played so far. */
  async lineSamples(): Promise<LineSamples[]> {
    const inbound = await this.stats('inbound-rtp');
    return inbound.map((stat) => ({
      id: String(stat['id']),
      packets: Number(stat['packetsReceived'] ?? 0),
      concealed: Number(stat['concealedSamples'] ?? 0) - Number(stat['silentConcealedSamples'] ?? 0),
      total: Number(stat['totalSamplesReceived'] ?? 0),
    }));
  }

  /** All statistics of one type, of all links. */
  async stats(type: RTCStatsType): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const reports = await Promise.all(
      connectionsWith(this.#certificate.certificate).map((one) => one.getStats()),
    );
    return reports.flatMap((report) => [...report.values()].filter((stat) => stat.type === type));
  }
}

export function personHere(id: string): Person {
  const person = here.get(id);
  if (!person) throw new Error(`nobody here is called ${id}`);
  return person;
}

async function passOn(from: string, to: string, envelope: Envelope): Promise<boolean> {
  const person = here.get(to);
  if (!person) return (await window.passOn?.(from, to, envelope)) ?? false;
  // Never within the call: signals of a real server do not come back before `signal` has returned.
  await Promise.resolve();
  person.receive(from, envelope);
  return true;
}
