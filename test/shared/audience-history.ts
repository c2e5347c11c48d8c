import fc from 'fast-check';
import {
  type Arrival,
  type AudiencePlan,
  type Change,
  type UplinkChange,
  WHOLE_STAGE,
} from '../../shared/topology/audience.ts';
import { NEWCOMER_MS, SMALL_ROOM } from '../../shared/topology/audience-limits.ts';
import { AudiencePlanner } from '../../shared/topology/audience-planner.ts';
import { PlainAudience } from './plain-audience.ts';

/**
 * Arbitrary lives of an audience: who comes, goes, changes places, loses a parent, boasts, can suddenly carry fewer, or says to be somewhere
 * already, truly or not. `HISTORIES=1000 SEED=7` looks at more of them, or again at those of a run that failed.
 */

/** One step of a history: the plan before and after, also as they look without any index, and what the planner said had changed. */
export interface AudienceStep {
  readonly change: Change;
  readonly before: AudiencePlan;
  readonly after: AudiencePlan;
  readonly was: PlainAudience;
  readonly is: PlainAudience;
  readonly told: readonly UplinkChange[];
  readonly roomLeft: number;
  readonly waiting: number;
}

const who = fc.nat({ max: 59 }).map((number) => `p${number}`);
/** Most carry few, so that trees get deep with few people; some boast. */
const room = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(6, 8, 9.5, 1_000, Infinity, Number.NaN, -3) },
);
const place = fc.oneof(
  { weight: 1, arbitrary: fc.constant('stage' as const) },
  { weight: 9, arbitrary: fc.constant('audience' as const) },
);
const since = fc.nat({ max: 20 });

const parent = fc.oneof(who, fc.constantFrom(WHOLE_STAGE, null));
const at = fc.record({ parent, standby: fc.option(who) });
/** While everyone is a newcomer, and while some are. */
const now = fc.constantFrom(0, 20, NEWCOMER_MS + 5, NEWCOMER_MS + 15);

function arrivals(rooms: fc.Arbitrary<number>): fc.Arbitrary<Arrival> {
  const person = fc.record({ id: who, place, room: rooms, since });
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ person }) },
    { weight: 1, arbitrary: fc.record({ person, at }) },
  );
}

function joins(rooms: fc.Arbitrary<number>): fc.Arbitrary<Change> {
  return arrivals(rooms).map((arrival): Change => ({ type: 'joined', ...arrival }));
}

function changes(rooms: fc.Arbitrary<number>): fc.Arbitrary<Change> {
  return fc.oneof<fc.MaybeWeightedArbitrary<Change>[]>(
    { weight: 10, arbitrary: joins(rooms) },
    { weight: 5, arbitrary: fc.record({ type: fc.constant('left' as const), id: who }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('went' as const), id: who, place }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('measured' as const), id: who, room: rooms }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('turned' as const), id: who }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('uncovered' as const), id: who }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('tend' as const), now }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('resumed' as const),
        arrivals: fc.array(arrivals(rooms), { maxLength: 12 }),
      }),
    },
  );
}

/** People who are there before anything else happens, two of them on stage: so many that the room is a large one. */
function crowds(rooms: fc.Arbitrary<number>, size: number): fc.Arbitrary<Change> {
  const people = fc.array(fc.record({ room: rooms, since }), {
    minLength: size,
    maxLength: size,
    size: 'max',
  });
  const seat = (index: number) =>
    index < 2 ? ({ place: 'stage', room: 6 } as const) : { place: 'audience' as const };
  return people.map((all) => ({
    type: 'resumed',
    arrivals: all.map((one, index) => ({ person: { ...one, ...seat(index), id: `c${index}` } })),
  }));
}

function historiesWith(
  rooms: fc.Arbitrary<number>,
  crowd: number,
  most: number,
): fc.Arbitrary<AudienceStep[]> {
  return fc
    .tuple(
      crowds(rooms, crowd),
      fc.array(joins(rooms), { maxLength: most / 2, size: 'max' }),
      fc.array(changes(rooms), { minLength: 1, maxLength: most, size: 'max' }),
    )
    .map(([first, arrivals, later]) => live([first, ...arrivals, ...later]));
}

const scarce = fc.constantFrom(0, 0, 0, 0, 1, 2);
/** Just enough of them, none of which is far from the last. */
const thin = fc.constantFrom(0, 1, 1, 1, 1, 1, 1, 2);
const LARGE = SMALL_ROOM + 12;
/** Rooms where places are plenty, and rooms where they are scarce, of both sizes. */
const arbitraryHistories = fc.oneof(
  { weight: 3, arbitrary: historiesWith(room, 0, 120) },
  { weight: 3, arbitrary: historiesWith(scarce, 0, 120) },
  { weight: 2, arbitrary: historiesWith(room, LARGE, 40) },
  { weight: 2, arbitrary: historiesWith(thin, LARGE, 40) },
);

function live(all: readonly Change[]): AudienceStep[] {
  const planner = new AudiencePlanner();
  let [before, was] = [planner.plan, new PlainAudience(planner.plan)];
  return all.map((change) => {
    const told = planner.apply(change);
    const { plan: after, roomLeft, waiting } = planner;
    const step = { change, before, after, was, is: new PlainAudience(after), told, roomLeft, waiting };
    [before, was] = [after, step.is];
    return step;
  });
}

const seed = Number(process.env['SEED'] ?? 20);
const numRuns = Number(process.env['HISTORIES'] ?? 20);
/** The same for all tests of a file, as to live through them takes longer than to look at them. */
const histories = fc.sample(arbitraryHistories, { seed, numRuns });

/** Looks at every step of all histories. */
export function always(look: (step: AudienceStep) => void): void {
  atTheEnd((_last, steps) => {
    for (const step of steps) look(step);
  });
}

/** Looks at the last step of every history, and at how it came to that. */
export function atTheEnd(look: (last: AudienceStep, steps: readonly AudienceStep[]) => void): void {
  for (const [index, steps] of histories.entries()) {
    const last = steps.at(-1);
    try {
      if (last) look(last, steps);
    } catch (error) {
      throw new Error(`history ${index} of SEED=${seed}: ${String(error)}`, { cause: error });
    }
  }
}
