import { LinkMeter } from './link-meter.ts';
import type { MeasuredLink } from './link-report.ts';
import type { Strand } from './links.ts';

/** Measures all links of a page, from one question to the next. Fetched when somebody asks: nobody waits for it. */
export class LinkMeters {
  readonly #meters = new WeakMap<Strand, LinkMeter>();

  /** `flows`: whether audio is meant to go over a link now. */
  measure(strands: readonly Strand[], flows: (strand: Strand) => boolean): Promise<readonly MeasuredLink[]> {
    return Promise.all(
      strands.map((strand) => this.#meterOf(strand).measure(strand.peer, strand.link, flows(strand))),
    );
  }

  #meterOf(strand: Strand): LinkMeter {
    const known = this.#meters.get(strand) ?? new LinkMeter();
    this.#meters.set(strand, known);
    return known;
  }
}
