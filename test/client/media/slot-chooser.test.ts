import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  INSISTS_MS,
  KEPT_MS,
  PAUSE_MS,
  SlotChooser,
  TALKING_LEVEL,
} from '../../../client/media/slot-chooser.ts';
import type { Slots } from '../../../shared/protocol/signals.ts';
import { SLOTS } from '../../../shared/topology/stage-voice.ts';

const STEP_MS = 50;
const NAMES = ['ana', 'ben', 'cem', 'dea', 'eli', 'fay'];

/** A conversation: at each step who is loud, and how loud; everyone else of `people` is silent. */
class Conversation {
  readonly chooser = new SlotChooser();
  now = 1_000;
  #people: readonly string[];

  constructor(people: readonly string[]) {
    this.#people = people;
    this.hear({});
  }

  /** One step; says the slots after it. */
  hear(loud: Readonly<Record<string, number>>): Slots {
    this.now += STEP_MS;
    return this.chooser.sample(this.now, new Map(this.#people.map((id) => [id, loud[id] ?? 0])));
  }

  /** The same for a while; says the slots at its end. */
  hearFor(ms: number, loud: Readonly<Record<string, number>>): Slots {
    for (let passed = 0; passed < ms; passed += STEP_MS) this.hear(loud);
    return this.chooser.slots;
  }

  stay(people: readonly string[]): void {
    this.#people = people;
  }
}

interface Step {
  readonly afterMs: number;
  readonly levels: ReadonlyMap<string, number>;
  /** Who is said to begin right after the sample. */
  readonly begins: string;
}

const level = fc.oneof(fc.constant(0), fc.constant(0.2), fc.double({ min: 0, max: 1, noNaN: true }));
const step: fc.Arbitrary<Step> = fc.record({
  afterMs: fc.oneof(fc.constant(50), fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 2_000 })),
  levels: fc
    .array(fc.option(level, { freq: 8 }), { minLength: NAMES.length, maxLength: NAMES.length })
    .map(
      (levels) =>
        new Map(levels.flatMap((loudness, who) => (loudness === null ? [] : [[NAMES[who] ?? '', loudness]]))),
    ),
  begins: fc.constantFrom(...NAMES),
});

const histories = fc.array(step, { maxLength: 30 });

interface Moment {
  readonly now: number;
  readonly slots: Slots;
  readonly before: Slots;
  readonly audible: ReadonlySet<string>;
  /** Who is heard to talk at this moment. */
  readonly talking: readonly string[];
}

/** Runs a history, and looks after every sample and every beginning. */
function run(steps: readonly Step[], look: (moment: Moment) => void): void {
  const chooser = new SlotChooser();
  let now = 0;
  for (const { afterMs, levels, begins } of steps) {
    now += afterMs;
    const audible = new Set(levels.keys());
    const talking = [...levels].filter(([, loudness]) => loudness >= TALKING_LEVEL).map(([id]) => id);
    const before = chooser.slots;
    const sampled = chooser.sample(now, levels);
    look({ now, slots: sampled, before, audible, talking });
    const beginning = audible.has(begins) ? [begins] : [];
    look({ now, slots: chooser.began(now, begins), before: sampled, audible, talking: beginning });
  }
}

describe('the slots', () => {
  test('[SLOT-1] hold nobody twice, and only who may be heard', () => {
    fc.assert(
      fc.property(histories, (steps) =>
        run(steps, ({ slots, audible }) => {
          const held = slots.filter((id) => id !== null);
          expect(slots).toHaveLength(SLOTS);
          expect(new Set(held).size).toBe(held.length);
          expect(held.every((id) => audible.has(id))).toBe(true);
        }),
      ),
    );
  });

  test('[SLOT-2] are all in use while there is anybody for them', () => {
    fc.assert(
      fc.property(histories, (steps) =>
        run(steps, ({ slots, audible }) =>
          expect(slots.filter((id) => id !== null)).toHaveLength(Math.min(SLOTS, audible.size)),
        ),
      ),
    );
  });

  test('[SLOT-3] stay where they are: whoever remains chosen keeps the same one, and nothing changes without a newcomer', () => {
    fc.assert(
      fc.property(histories, (steps) =>
        run(steps, ({ slots, before }) => {
          for (const [place, id] of slots.entries())
            if (id !== null && before.includes(id)) expect(before[place]).toBe(id);
          if (slots.every((id, place) => id === before[place])) expect(slots).toBe(before);
        }),
      ),
    );
  });

  test('[SLOT-4] have a voice that is alone in at once', () => {
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom(...NAMES),
        fc.double({ min: TALKING_LEVEL, max: 1, noNaN: true }),
        (steps, voice, loudness) => {
          const chooser = new SlotChooser();
          let now = 0;
          for (const { afterMs, levels } of steps) chooser.sample((now += afterMs), levels);
          now += PAUSE_MS + 1;
          const levels = new Map(NAMES.map((id) => [id, id === voice ? loudness : 0]));
          expect(chooser.sample(now, levels)).toContain(voice);
        },
      ),
    );
  });

  test('[SLOT-5] have whoever begins between two samples in at once, if nobody else talks', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...NAMES), (steps, voice) => {
        const chooser = new SlotChooser();
        let now = 0;
        for (const { afterMs, levels } of steps) chooser.sample((now += afterMs), levels);
        now += PAUSE_MS + 1;
        chooser.sample(now, new Map(NAMES.map((id) => [id, 0])));
        expect(chooser.began(now + 1, voice)).toContain(voice);
      }),
    );
  });

  test('[SLOT-6] follow from what was heard, in whatever order the roster names people', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const one = new SlotChooser();
        const other = new SlotChooser();
        let now = 0;
        for (const { afterMs, levels, begins } of steps) {
          now += afterMs;
          one.sample(now, levels);
          other.sample(now, new Map([...levels].toReversed()));
          expect(other.began(now, begins)).toEqual(one.began(now, begins));
        }
      }),
    );
  });

  test('[SLOT-7] push somebody out only for a newcomer who talks', () => {
    fc.assert(
      fc.property(histories, (steps) =>
        run(steps, ({ slots, before, audible, talking }) => {
          const pushedOut = before.filter((id) => id !== null && audible.has(id) && !slots.includes(id));
          const cameIn = slots.filter((id) => id !== null && !before.includes(id) && talking.includes(id));
          expect(pushedOut.length).toBeLessThanOrEqual(cameIn.length);
        }),
      ),
    );
  });

  test('[SLOT-8] stay with who has talked lately while others talk, unless a newcomer has insisted for a while', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const heard = new Map<string, number>();
        const begun = new Map<string, number>();
        run(steps, ({ now, slots, before, audible, talking }) => {
          for (const id of heard.keys()) if (!audible.has(id)) heard.delete(id);
          const silentMs = (id: string) => now - (heard.get(id) ?? -Infinity);
          for (const id of talking) {
            if (silentMs(id) > PAUSE_MS) begun.set(id, now);
            heard.set(id, now);
          }
          const stayed = before.filter((id) => id !== null && audible.has(id));
          const newcomers = slots.filter((id) => id !== null && !before.includes(id));
          const insisted = newcomers.some((id) => now - (begun.get(id ?? '') ?? now) >= INSISTS_MS);
          const interrupted = stayed.some((id) => id !== null && silentMs(id) <= PAUSE_MS);
          for (const id of stayed)
            if (id !== null && !slots.includes(id) && interrupted && !insisted)
              expect(silentMs(id)).toBeGreaterThanOrEqual(KEPT_MS);
        });
      }),
    );
  });
});

describe('a conversation', () => {
  test('[SLOT-9] of as many as there are slots gives each of them one, before a word is said', () => {
    expect(new Conversation(['ana', 'ben']).chooser.slots).toEqual(['ana', 'ben', null]);
  });

  test('[SLOT-10] lets a fourth voice in for the one that has been silent longest', () => {
    const talk = new Conversation(NAMES);
    for (const id of ['ana', 'ben', 'cem']) talk.hearFor(KEPT_MS, { [id]: 0.2 });
    expect(talk.hear({ cem: 0.2, dea: 0.2 })).toEqual(['dea', 'ben', 'cem']);
  });

  test('[SLOT-11] lets a fourth voice in at once in a pause of the other three', () => {
    const talk = new Conversation(NAMES);
    talk.hearFor(1_000, { ana: 0.2, ben: 0.2, cem: 0.2 });
    talk.hearFor(PAUSE_MS, { ana: 0.2 });
    talk.hearFor(PAUSE_MS, {});
    expect(talk.hear({ dea: 0.02 })).toEqual(['ana', 'dea', 'cem']);
  });

  test('[SLOT-12] keeps the slot of somebody who is silent for a moment while two go on', () => {
    const talk = new Conversation(NAMES);
    talk.hearFor(3_000, { ana: 0.2, ben: 0.2, cem: 0.2 });
    talk.hearFor(KEPT_MS - 2 * STEP_MS, { ana: 0.2, ben: 0.2 });
    expect(talk.hear({ ana: 0.2, ben: 0.2, dea: 0.2 })).toEqual(['ana', 'ben', 'cem']);
    expect(talk.hear({ ana: 0.2, ben: 0.2, dea: 0.2 })).toEqual(['ana', 'ben', 'dea']);
  });

  test('[SLOT-13] is not torn by a cough or a short word while three are talking', () => {
    const talk = new Conversation(NAMES);
    const three = { ana: 0.2, ben: 0.2, cem: 0.1 };
    talk.hearFor(3_000, three);
    expect(talk.hearFor(INSISTS_MS - STEP_MS, { ...three, dea: 0.9 })).toEqual(['ana', 'ben', 'cem']);
  });

  test('[SLOT-14] makes room for who goes on talking, and louder than the weakest of three', () => {
    const talk = new Conversation(NAMES);
    const three = { ana: 0.2, ben: 0.2, cem: 0.1 };
    talk.hearFor(3_000, three);
    expect(talk.hearFor(1_000, { ...three, dea: 0.3 })).toEqual(['ana', 'ben', 'dea']);
  });

  test('[SLOT-15] of four who all talk equally loud changes no slot', () => {
    const talk = new Conversation(NAMES);
    const three = { ana: 0.2, ben: 0.2, cem: 0.2 };
    talk.hearFor(3_000, three);
    for (let steps = 0; steps < 200; steps++) {
      expect(talk.hear({ ...three, dea: 0.2 })).toEqual(['ana', 'ben', 'cem']);
    }
  });

  test('[SLOT-16] takes the slot of whoever is muted at once, and leaves the others theirs', () => {
    const talk = new Conversation(['ana', 'ben', 'cem', 'dea']);
    talk.hearFor(1_000, { ben: 0.3, ana: 0.3 });
    talk.stay(['ana', 'cem', 'dea']);
    expect(talk.hear({ ana: 0.3 })).toEqual(['ana', 'dea', 'cem']);
  });

  test('[SLOT-17] does not heed a beginning of somebody who may not be heard', () => {
    const talk = new Conversation(['ana']);
    expect(talk.chooser.began(talk.now, 'eve')).toEqual(['ana', null, null]);
  });

  test('[SLOT-18] believes no level beyond the whole, and takes what is no number for silence', () => {
    const talk = new Conversation(NAMES);
    const three = { ana: 1, ben: 1, cem: 1 };
    talk.hearFor(3_000, three);
    expect(talk.hearFor(3_000, { ...three, dea: 1e9, eli: Number.NaN })).toEqual(['ana', 'ben', 'cem']);
  });
});
