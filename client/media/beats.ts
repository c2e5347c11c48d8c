import type { Beat } from '../../shared/protocol/beats.ts';
import { readBeat, writeBeat } from './beat-codec.ts';
import type { Strand } from './links.ts';

type Said<Kind extends Beat> = Omit<Kind, 'n'>;

/** Five a second: three may be lost before anybody asks. */
const EVERY_MS = 200;

/** What is said over one link: at once when it is something new, and again and again, as any of it may be lost. */
export class BeatSender<Kind extends Beat> {
  #n = 0;
  #last = '';
  #at = -EVERY_MS;

  /** Call it often. `urgent`: also when it is neither new nor time. */
  say(strand: Strand, said: Said<Kind>, now: number, urgent = false): void {
    const words = JSON.stringify(said);
    if (!urgent && words === this.#last && now - this.#at < EVERY_MS) return;
    this.#last = words;
    this.#at = now;
    this.#n += 1;
    strand.link.send(writeBeat({ n: this.#n, ...said }));
  }
}

/** The newest of what is heard over one link. */
export class BeatReader<Kind extends Beat> {
  readonly #fits: (beat: Beat) => beat is Kind;
  latest: Kind | undefined;
  #asked = false;

  constructor(fits: (beat: Beat) => beat is Kind) {
    this.#fits = fits;
  }

  /** Whether the text was a newer beat of this kind, and says something new or asks for an answer. */
  hear(text: string): boolean {
    const beat = readBeat(text);
    if (!beat || !this.#fits(beat) || beat.n <= (this.latest?.n ?? 0)) return false;
    const same = this.latest !== undefined && saysTheSame(this.latest, beat);
    this.latest = beat;
    this.#asked ||= 'asks' in beat;
    return !same || this.#asked;
  }

  /** Whether the peer has asked for a beat in return, since this was last looked at. */
  takeAsked(): boolean {
    const asked = this.#asked;
    this.#asked = false;
    return asked;
  }
}

function saysTheSame(before: Beat, now: Beat): boolean {
  return JSON.stringify({ ...before, n: 0 }) === JSON.stringify({ ...now, n: 0 });
}
