import type { Frame } from '../../../../client/media/router/frame.ts';
import type { ExpectedVoice } from '../../../../client/media/router/router-messages.ts';
import { Routing } from '../../../../client/media/router/routing.ts';
import type { Finding } from '../../../../client/media/router/voice-guard.ts';
import { Sealer } from '../../../../client/media/router/sealer.ts';
import { copyFakeFrame, type FakeFrame, redFrame } from '../../../fakes/fake-frames.ts';
import { fakeBook, fakeSign, nobodyCares } from '../../../fakes/fake-seals.ts';

const SOURCE = 1;
const SINK = 2;
const FRAME_MS = 20;
const TICK_MS = 50;
/** In a pause of speech a frame comes this often. */
const PAUSED_EVERY_MS = 400;

const RED = { payloadType: 63, red: true };
const OPUS = { payloadType: 111, red: false };

/** What the speaker's microphone does in each 20 ms. */
export type Doing = 'talks' | 'pauses' | 'is muted';

export interface Packet {
  readonly frame: FakeFrame;
  readonly at: number;
}

/** Two pages of one room in a time of their own: a speaker who seals what they send, and somebody to whom another passes it on. */
export class SealedVoice {
  now = 1_000_000;
  /** What the listener's decoder was given, and what goes on from the listener to others. */
  readonly heard: Frame[] = [];
  readonly passedOn: Frame[] = [];
  readonly findings: Finding[] = [];
  #count = 0;
  #sent: Packet[] = [];
  #spokeAt = 0;
  #muted = false;
  #verifyingMs = 0;
  #waiting: { due: number; resolve: () => void }[] = [];
  readonly #speaker: Routing;
  readonly #listener: Routing;

  constructor(speaker = 'ana', signsAs = speaker) {
    const clock = () => this.now;
    this.#speaker = new Routing(copyFakeFrame, nobodyCares, fakeBook(clock));
    this.#speaker.addSource(SOURCE);
    this.#speaker.seal(SOURCE, new Sealer(fakeSign(signsAs), clock));
    this.#speaker.addSink(
      SINK,
      writerOf((frame) => this.#sent.push({ frame, at: this.now })),
    );
    this.#listener = new Routing(
      copyFakeFrame,
      { ...nobodyCares, doubts: (_, finding) => this.findings.push(finding) },
      fakeBook(clock, () => this.#verifies()),
    );
    this.#listener.addSource(
      SOURCE,
      writerOf((frame) => this.heard.push(frame)),
    );
    this.#listener.addSink(
      SINK,
      writerOf((frame) => this.passedOn.push(frame)),
    );
    for (const routing of [this.#speaker, this.#listener]) {
      routing.negotiated(SINK, [RED, OPUS]);
      routing.route(SINK, SOURCE);
    }
    this.expect({ speaker, straight: false });
  }

  get doubted(): boolean {
    return this.findings.at(-1)?.doubted ?? false;
  }

  get unsigned(): boolean {
    return this.findings.at(-1)?.unsigned ?? false;
  }

  expect(voice: ExpectedVoice): void {
    this.#listener.expect(SOURCE, voice);
  }

  /** From now on the listener's processor takes so long to verify a seal. */
  slowDown(verifyingMs: number): void {
    this.#verifyingMs = verifyingMs;
  }

  #verifies(): Promise<void> {
    if (this.#verifyingMs === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ due: this.now + this.#verifyingMs, resolve }));
  }

  /** The speaker's next 20 ms, and what leaves their page in it. */
  async speak(doing: Doing): Promise<readonly Packet[]> {
    this.#sent = [];
    const muted = doing === 'is muted';
    if (muted !== this.#muted) this.#speaker.hush(SOURCE, muted);
    this.#muted = muted;
    const due = this.now - this.#spokeAt >= (doing === 'pauses' ? PAUSED_EVERY_MS : FRAME_MS);
    if (due && !muted) {
      this.#count += 1;
      this.#spokeAt = this.now;
      const [before, latest] = [this.#count - 1, this.#count].map((count) => block(count, doing));
      this.#speaker.take(SOURCE, redFrame(this.now * 48, [before ?? [], latest ?? []]), this.now);
    }
    await this.#settle();
    return this.#sent;
  }

  /** The listener's page gets this, and time goes on by 20 ms, or more. */
  async receive(frames: readonly Frame[], forMs = FRAME_MS): Promise<void> {
    for (const frame of frames) this.#listener.take(SOURCE, frame, this.now);
    await this.#settle();
    this.now += forMs;
    for (const { due, resolve } of this.#waiting) if (due <= this.now) resolve();
    this.#waiting = this.#waiting.filter(({ due }) => due > this.now);
    await this.#settle();
    if (Math.floor(this.now / TICK_MS) === Math.floor((this.now - forMs) / TICK_MS)) return;
    this.#speaker.tick(this.now, 0);
    this.#listener.tick(this.now, 0);
    await this.#settle();
  }

  /** The listener's page looks again after so long. */
  standStill(forMs: number): void {
    this.#listener.tick(this.now, forMs);
  }

  /** Everything arrives for so long, ms. */
  async goOn(forMs: number, doing: Doing = 'talks'): Promise<void> {
    for (const end = this.now + forMs; this.now < end;)
      await this.receive((await this.speak(doing)).map(({ frame }) => frame));
  }

  /** Lets promises settle: signatures, and what is written. */
  async #settle(): Promise<void> {
    for (let turns = 0; turns < 12; turns += 1) await Promise.resolve();
  }
}

/** A voice of somebody else, in 20 ms. */
export function foreignFrame(voice: SealedVoice): FakeFrame {
  return redFrame(voice.now * 48, [bytes(-voice.now + FRAME_MS, 60), bytes(-voice.now, 60)]);
}

/** The same frame once more, as whoever keeps it can send it. */
export function again(frame: FakeFrame): FakeFrame {
  return copyFakeFrame(frame, frame.getMetadata()) as FakeFrame;
}

function block(count: number, doing: Doing): number[] {
  return bytes(count, doing === 'talks' ? 60 : 8);
}

/** A packet of 20 ms of Opus, as far as its first byte goes; another one for each seed. */
export function bytes(seed: number, length: number): number[] {
  const rest = Array.from({ length: length - 5 }, (_, index) => (seed * 31 + index * 7) & 0xff);
  return [0x78, ...[0, 8, 16, 24].map((shift) => (seed >> shift) & 0xff), ...rest];
}

function writerOf(write: (frame: FakeFrame) => void) {
  return {
    write(frame: Frame): Promise<void> {
      write(again(frame as FakeFrame));
      (frame as FakeFrame).empty();
      return Promise.resolve();
    },
  };
}
