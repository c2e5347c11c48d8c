import type { Beat, ChildBeat, ParentBeat } from '../../shared/protocol/beats.ts';
import type { Slots } from '../../shared/protocol/signals.ts';
import type { ParticipantId } from '../../shared/room/state.ts';
import { BeatReader, BeatSender } from './beats.ts';
import type { Source } from './frame-router.ts';
import type { Links, Strand } from './links.ts';

/** What there is to pass on: whose voice is in which slot, and the frames of each. */
export interface Feed {
  readonly slots: Slots;
  readonly sources: readonly (Source | null)[];
}

/** Children that turn to their standby do so within a round trip. */
const HAND_OVER_MS = 1_000;

/** How many whose parent was lost are served beyond what one carries, until the server has seated them. */
const MOMENTARILY = 3;

interface Downlink {
  readonly reader: BeatReader<ChildBeat>;
  readonly sender: BeatSender<ParentBeat>;
}

/** The parent's side: sends the room to the children that want it, and to nobody else. */
export class Downlinks {
  readonly #links: Links;
  readonly #downlinks = new Map<ParticipantId, Downlink>();
  /** How many this page can carry. */
  carries = 0;
  #feed: Feed | undefined;
  #leaving = false;
  #flowing: ReadonlySet<ParticipantId> = new Set();
  #handedOver: (() => void) | undefined;

  constructor(links: Links) {
    this.#links = links;
  }

  /** Those to whom audio is being sent. */
  get flowing(): ReadonlySet<ParticipantId> {
    return this.#flowing;
  }

  get slots(): Slots {
    return this.#feed?.slots ?? [];
  }

  /** What a child says; true when it is something new to be acted on at once. */
  hear(peer: ParticipantId, text: string): boolean {
    return this.#of(peer).reader.hear(text);
  }

  /** The link was lost or made anew: its numbers begin again. */
  forget(peer: ParticipantId): void {
    this.#downlinks.delete(peer);
  }

  /** Call it often, and when the feed changes. Undefined: one hears nothing oneself. */
  serve(feed: Feed | undefined, now: number): void {
    this.#feed = feed;
    const strands = this.#links.on('down').toSorted((a, b) => this.#claim(b) - this.#claim(a));
    const served = new Set<ParticipantId>();
    for (const strand of strands) {
      const claimed = this.#claim(strand) > 0 || served.size < this.#most;
      if (claimed && this.#wants(strand)) served.add(strand.peer);
      this.#serve(strand, served.has(strand.peer), now);
    }
    this.#flowing = served;
    if (served.size === 0) this.#handedOver?.();
  }

  /** Asks the children to turn elsewhere; resolves when all have, or after a second. Until then everything goes on. */
  async handOver(): Promise<void> {
    this.#leaving = true;
    if (this.#flowing.size === 0) return;
    this.serve(this.#feed, performance.now());
    await new Promise<void>((resolve) => {
      this.#handedOver = resolve;
      setTimeout(resolve, HAND_OVER_MS);
    });
  }

  /** A few too many for a moment are better than their silence, unless one carries nobody at all. */
  get #most(): number {
    return this.carries === 0 ? 0 : this.carries + MOMENTARILY;
  }

  /** Children come first, then whoever is served already, until they have turned elsewhere; others only where there is room. */
  #claim(strand: Strand): number {
    if (isChild(strand)) return 2;
    return this.#flowing.has(strand.peer) ? 1 : 0;
  }

  #wants(strand: Strand): boolean {
    return this.#of(strand.peer).reader.latest?.wants ?? isChild(strand);
  }

  #serve(strand: Strand, wanted: boolean, now: number): void {
    const feed = wanted ? this.#feed : undefined;
    for (const [slot, line] of strand.link.lines.entries()) line.pass(feed?.sources[slot] ?? null);
    const { sender, reader } = this.#of(strand.peer);
    const beat = {
      flows: feed !== undefined,
      slots: this.slots,
      ...((this.#leaving || !this.#feed) && { leaving: true as const }),
    };
    sender.say(strand, beat, now, reader.takeAsked());
  }

  #of(peer: ParticipantId): Downlink {
    const known = this.#downlinks.get(peer);
    if (known) return known;
    const made = { reader: new BeatReader(isChildBeat), sender: new BeatSender<ParentBeat>() };
    this.#downlinks.set(peer, made);
    return made;
  }
}

function isChild({ link }: Strand): boolean {
  return link.plan.kind === 'child';
}

function isChildBeat(beat: Beat): beat is ChildBeat {
  return 'wants' in beat;
}
