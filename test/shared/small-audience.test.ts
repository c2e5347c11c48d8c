import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attendant, AudiencePlan, Change } from '../../shared/topology/audience.ts';
import {
  MOST_HOPS,
  MOST_MENDINGS,
  NEWCOMER_MS,
  SMALL_ROOM,
  stageShare,
} from '../../shared/topology/audience-limits.ts';
import { AudiencePlanner } from '../../shared/topology/audience-planner.ts';
import { always, atTheEnd } from './audience-history.ts';
import { PlainAudience } from './plain-audience.ts';

describe('the plan of a small audience', () => {
  test('[TREE-25] is within two hops of the flattest there could be, once it has been tended', () => {
    fc.assert(
      fc.property(smallRooms, ({ stage, stay, leave }) => {
        const planner = new AudiencePlanner();
        for (const person of [...stage, ...leave, ...stay]) planner.apply({ type: 'joined', person });
        for (const { id } of leave) planner.apply({ type: 'left', id });
        tendUntilQuiet(planner);
        expect(planner.listenersByDepth.length).toBeLessThanOrEqual(flattest(stage, stay) + 2);
      }),
      { seed, numRuns },
    );
  });

  test('[TREE-25] is no chain before that either: ten who carry two each stand beneath four places in two rows', () => {
    const planner = new AudiencePlanner();
    for (const id of ['ana', 'ben']) planner.apply(joined(id, 'stage', 2));
    for (let index = 0; index < 10; index += 1) planner.apply(joined(`l${index}`, 'audience', 2));
    expect(planner.listenersByDepth).toEqual([4, 6]);
    expect(withoutStandby(planner)).toEqual([]);
  });

  test('[TREE-25] is no chain where many people have few places either', () => {
    fc.assert(
      fc.property(manyWithFewPlaces, ({ stage, stay }) => {
        const planner = new AudiencePlanner();
        for (const person of [...stage, ...stay]) planner.apply({ type: 'joined', person });
        tendUntilQuiet(planner);
        const bound = Math.max(MOST_HOPS, flattest(stage, stay) + 4);
        expect(planner.listenersByDepth.length).toBeLessThanOrEqual(bound);
      }),
      { seed, numRuns: Math.ceil(numRuns / 10) },
    );
  });

  test('[TREE-26] leaves nobody deeper than six hops, once it has been tended, while there is an open place higher up', () => {
    atTheEnd(({ after }) => {
      const planner = new AudiencePlanner(after);
      tendUntilQuiet(planner);
      const is = new PlainAudience(planner.plan);
      const deepest = planner.listenersByDepth.length;
      if (deepest <= MOST_HOPS) return;
      const higher = is.people.filter(
        (one) => is.open(one) > 0 && is.depth(one.id) >= 0 && is.depth(one.id) + 1 < deepest,
      );
      expect(higher).toEqual([]);
    });
  });

  test('[TREE-26] sends nobody further down than that to keep the places above, and makes a row of people flat again', () => {
    const people: AudiencePlan['people'] = Array.from({ length: 111 }, (_, index) => ({
      ...attendant(`p${index}`, index === 0 ? 'stage' : 'audience', index === 0 ? 3 : 2),
      parent: index === 0 ? null : `p${index - 1}`,
      standby: null,
    }));
    const planner = new AudiencePlanner({ people, tendFrom: 0, now: 0 });
    planner.apply(joined('newcomer', 'audience', 0));
    expect(planner.placeOf('newcomer')).toMatchObject({ parent: 'p0', depth: 1 });
    tendUntilQuiet(planner);
    expect(planner.listenersByDepth.length).toBeLessThanOrEqual(MOST_HOPS + 1);
  });

  test('[TREE-27] takes no standby from anyone for a newcomer who brings a place, even where their place was kept for wards', () => {
    always(({ change, was, is }) => {
      if (change.type !== 'joined' || change.at || was.listeners.length + 1 >= SMALL_ROOM) return;
      const newcomer = is.person(change.person.id);
      if (was.person(change.person.id) || newcomer?.place !== 'audience' || newcomer.room === 0) return;
      if (was.listeners.some(({ parent }) => parent === null)) return;
      const lost = was.listeners.filter(
        ({ id, standby }) => standby !== null && is.person(id)?.standby === null,
      );
      expect(lost).toEqual([]);
    });
  });

  test("[TREE-27] lets two who carry be each other's standby, rather than one hear the room over the other", () => {
    const planner = new AudiencePlanner();
    planner.apply(joined('ana', 'stage', 2));
    for (const id of ['ben', 'cem']) planner.apply(joined(id, 'audience', 3));
    planner.apply(joined('dora', 'audience', 0));
    planner.apply({ type: 'left', id: 'ben' });
    planner.apply(joined('eli', 'audience', 3));
    tendUntilQuiet(planner);
    expect(planner.placeOf('cem')).toMatchObject({ parent: 'ana', standby: 'eli' });
    expect(planner.placeOf('eli')).toMatchObject({ parent: 'ana', standby: 'cem' });
    expect(planner.placeOf('dora')).toMatchObject({ parent: 'cem', standby: 'eli' });
  });
});

describe('a listener whose standby is lost', () => {
  test('[TREE-28] is given another one, or none rather than the same, and nothing else changes', () => {
    always(({ change, was, is, told }) => {
      if (change.type !== 'uncovered') return;
      const standby = was.person(change.id)?.standby ?? null;
      if (standby === null) return expect(told).toEqual([]);
      expect(told.map(({ id }) => id)).toEqual([change.id]);
      expect(is.person(change.id)).toMatchObject({ parent: was.person(change.id)?.parent });
      expect(is.person(change.id)?.standby).not.toBe(standby);
      const best = is.withoutStandby(change.id).standbyFor(change.id);
      if (best !== undefined && best !== standby) expect(is.person(change.id)?.standby).toBe(best);
    });
  });
});

const numRuns = Number(process.env['HISTORIES'] ?? 100);
const seed = Number(process.env['SEED'] ?? 25);

/** What people in an audience of at most this size can carry. */
function rooms(most: number, ...of: number[]): fc.Arbitrary<number[]> {
  return fc.array(fc.constantFrom(...of), { minLength: 1, maxLength: most, size: 'max' });
}

/** Nobody carries just one: of those any plan makes rows. */
const stays = fc.oneof(
  ...[[0, 2, 3, 4, 5, 6], [2], [0, 2], [0, 0, 3], [0, 0, 0, 6]].map((of) => rooms(59, ...of)),
);
const stages = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });

/** Who is there in the end, and who comes before them and leaves again. */
const smallRooms = fc.record({ stage: stages, stay: stays, leave: stays }).map(({ stage, stay, leave }) => ({
  stage: attendants('s', 'stage', stage),
  stay: attendants('l', 'audience', stay),
  leave: attendants('g', 'audience', leave),
}));

const manyWithFewPlaces = fc
  .record({ stage: stages, stay: fc.oneof(rooms(250, 0, 1, 2), rooms(250, 0, 2), rooms(250, 0, 0, 1, 2, 3)) })
  .map(({ stage, stay }) => ({
    stage: attendants('s', 'stage', stage),
    stay: attendants('l', 'audience', stay),
  }));

function attendants(prefix: string, place: Attendant['place'], all: readonly number[]): Attendant[] {
  return all.map((room, index) => attendant(`${prefix}${index}`, place, room));
}

function attendant(id: string, place: Attendant['place'], room: number): Attendant {
  return { id, place, room, since: 0 };
}

function joined(id: string, place: Attendant['place'], room: number): Change {
  return { type: 'joined', person: attendant(id, place, room) };
}

/** Until a whole round changes nothing. Throws where it does not come to rest. */
function tendUntilQuiet(planner: AudiencePlanner): void {
  const round = 2 + Math.ceil(planner.plan.people.length / MOST_MENDINGS);
  for (let [quiet, times] = [0, 0]; quiet < round; times += 1) {
    if (times > 500) throw new Error('does not come to rest');
    quiet = planner.apply({ type: 'tend', now: 2 * NEWCOMER_MS }).length === 0 ? quiet + 1 : 0;
  }
}

/** How deep the tree would be if all had come in the order of what they carry, and without a place for standbys. */
function flattest(stage: readonly Attendant[], audience: readonly Attendant[]): number {
  const left = audience.map(({ room }) => room).sort((a, b) => b - a);
  let places = sum(stage.map(({ room }) => Math.min(room, stageShare(stage.length))));
  let depth = 0;
  for (; left.length > 0 && places > 0; depth += 1) places = sum(left.splice(0, places));
  return depth;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

function withoutStandby(planner: AudiencePlanner): string[] {
  const listeners = planner.plan.people.filter(({ place }) => place === 'audience');
  return listeners.filter(({ standby }) => standby === null).map(({ id }) => id);
}
