import type { ParticipantId } from '../../shared/room/state.ts';
import type { Feed } from './downlinks.ts';
import type { Source } from './frame-router.ts';
import { SlotChooser } from './slot-chooser.ts';

/** What this page passes on: of all voices that it has the frames of, those that are in a slot. */
export class PassingOn {
  readonly #chooser = new SlotChooser();
  #sources: ReadonlyMap<ParticipantId, Source> = new Map();

  /** Of these speakers' voices, now (ms). */
  feed(sources: ReadonlyMap<ParticipantId, Source>, now: number): Feed {
    this.#sources = sources;
    const levels = new Map([...sources].map(([speaker, { level }]) => [speaker, level]));
    const slots = this.#chooser.sample(now, levels);
    return { slots, sources: slots.map((who) => (who === null ? null : (sources.get(who) ?? null))) };
  }

  /** Whoever begins to talk has a slot at once, as far as there is one: the next look would be a syllable late. Whether it is of use. */
  begins(source: Source, now: number): boolean {
    const [speaker] = [...this.#sources].find(([, { id }]) => id === source.id) ?? [];
    if (speaker !== undefined) this.#chooser.began(now, speaker);
    return speaker !== undefined;
  }
}
