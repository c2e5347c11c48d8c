import type { Slots } from '../../shared/protocol/signals.ts';
import type { ParticipantId } from '../../shared/room/state.ts';
import { SLOTS } from '../../shared/topology/stage-voice.ts';

/** From this level on (0 to 1, -40 dB) somebody talks; breath and rooms are below it. */
export const TALKING_LEVEL = 0.01;
/** So long a pause still belongs to the talking before it. */
export const PAUSE_MS = 300;
/** Whoever talked this lately keeps the slot, if others are talking too… */
export const KEPT_MS = 1_500;
/** …but not from somebody who has talked for this long, and this many times as loud. */
export const INSISTS_MS = 300;
export const LOUDER = 1.5;
/** How far back loudness remembers: a word counts little, a sentence much. */
const REMEMBERED_MS = 600;

/** What is known of one who may be heard. */
interface Talker {
  readonly id: ParticipantId;
  /** Level now, and lately: the mean of the past, in which older moments count less and less. */
  level: number;
  loudness: number;
  /** Since when, with pauses, and until when this one talked (ms); -Infinity before the first word. */
  since: number;
  until: number;
}

/**
 * Says whose voices are in the slots of the links to one's children, where more may be heard than there are slots. Every voice that is alone has one
 * at once; among several the slots stay with who has them, until another has been silent for a while or is clearly outspoken. (A small relative of the
 * dominant-speaker algorithm of Volfin and Cohen, 2013: loudness now against loudness lately, and hysteresis.) Times are given in ms and must not
 * run backwards; the same calls always lead to the same slots.
 */
export class SlotChooser {
  #talkers = new Map<ParticipantId, Talker>();
  #slots: Slots = Array.from({ length: SLOTS }, () => null);
  #at: number | undefined;

  /** The choice that stands: the same array for as long as nothing changes. */
  get slots(): Slots {
    return this.#slots;
  }

  /**
   * Takes in everybody who may be heard now, with their level (0 to 1), several times a second and at once when it is somebody else.
   * Whoever is not among them has lost the slot when this returns.
   */
  sample(now: number, audible: ReadonlyMap<ParticipantId, number>): Slots {
    const elapsed = Math.max(0, now - (this.#at ?? now));
    this.#at = now;
    this.#talkers = new Map(
      [...audible].map(([id, level]) => [
        id,
        listenedTo(this.#talkers.get(id) ?? silent(id), level, now, elapsed),
      ]),
    );
    return this.#choose(now);
  }

  /** Somebody begins to talk, between two samples. Whoever may not be heard is not heeded. */
  began(now: number, id: ParticipantId): Slots {
    const talker = this.#talkers.get(id);
    if (!talker) return this.#slots;
    talker.level = Math.max(talker.level, TALKING_LEVEL);
    talks(talker, now);
    return this.#choose(now);
  }

  #choose(now: number): Slots {
    const slots = this.#slots.map((id) => (id !== null && this.#talkers.has(id) ? id : null));
    for (const newcomer of this.#waiting(slots)) {
      const place = this.#placeFor(newcomer, slots, now);
      if (place !== -1) slots[place] = newcomer.id;
    }
    if (slots.some((id, place) => id !== this.#slots[place])) this.#slots = slots;
    return this.#slots;
  }

  /** Those without a slot, who is heard now and who was heard last first. */
  #waiting(slots: Slots): Talker[] {
    return [...this.#talkers.values()]
      .filter(({ id }) => !slots.includes(id))
      .toSorted((a, b) => later(b.until, a.until) || b.level - a.level || (a.id < b.id ? -1 : 1));
  }

  /** The slot that somebody may have: a free one, or another's; -1 for none. Also the silent fill free ones, and begin there at once when they talk. */
  #placeFor(newcomer: Talker, slots: Slots, now: number): number {
    const free = slots.indexOf(null);
    if (free !== -1 || !isTalking(newcomer)) return free;
    const holders = slots.flatMap((id) => (id === null ? [] : (this.#talkers.get(id) ?? [])));
    const quietest = holders.toSorted((a, b) => later(a.until, b.until) || a.loudness - b.loudness)[0];
    const weakest = holders.toSorted((a, b) => a.loudness - b.loudness)[0];
    const alone = holders.every(({ until }) => now - until > PAUSE_MS);
    if (quietest && (alone || now - quietest.until >= KEPT_MS)) return slots.indexOf(quietest.id);
    return weakest && insists(newcomer, weakest, now) ? slots.indexOf(weakest.id) : -1;
  }
}

function silent(id: ParticipantId): Talker {
  return { id, level: 0, loudness: 0, since: -Infinity, until: -Infinity };
}

/** The level is what a page says of its own voice: more than 1 is not believed, and no number is silence. */
function listenedTo(talker: Talker, level: number, now: number, elapsed: number): Talker {
  const believed = Number.isFinite(level) ? Math.min(1, Math.max(0, level)) : 0;
  const share = 1 - Math.exp(-elapsed / REMEMBERED_MS);
  const next = {
    ...talker,
    level: believed,
    loudness: talker.loudness + share * (believed - talker.loudness),
  };
  if (isTalking(next)) talks(next, now);
  return next;
}

function talks(talker: Talker, now: number): void {
  if (now - talker.until > PAUSE_MS) talker.since = now;
  talker.until = now;
}

function isTalking({ level }: Talker): boolean {
  return level >= TALKING_LEVEL;
}

function insists(newcomer: Talker, holder: Talker, now: number): boolean {
  return now - newcomer.since >= INSISTS_MS && newcomer.loudness > LOUDER * holder.loudness;
}

/** Compares two times, of which both can be -Infinity. */
function later(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
