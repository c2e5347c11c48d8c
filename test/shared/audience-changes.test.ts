import { describe, expect, test } from 'vitest';
import {
  type Arrival,
  type AudiencePlan,
  type Uplinks,
  WHOLE_STAGE,
} from '../../shared/topology/audience.ts';
import { MOST_HOPS, MOST_MOVES } from '../../shared/topology/audience-limits.ts';
import { AudiencePlanner } from '../../shared/topology/audience-planner.ts';
import { always, atTheEnd } from './audience-history.ts';
import { PlainAudience } from './plain-audience.ts';

describe('a change of the audience', () => {
  test('[TREE-17] gives a newcomer the parent and the standby that come first when everyone is compared', () => {
    always(({ change, was, is, told }) => {
      if (change.type !== 'joined' || change.at || was.person(change.person.id)) return;
      const newcomer = is.person(change.person.id);
      if (newcomer?.place !== 'audience' || was.people.some((one) => isWaiting(one))) return;
      const expected = was.parentFor(newcomer);
      if (expected === undefined) return;
      expect(newcomer.parent).toBe(expected);
      // Who takes a place that was kept for wards chooses before these.
      if (told.length > 1) return;
      expect(newcomer.standby).toBe(is.withoutStandby(newcomer.id).standbyFor(newcomer.id) ?? null);
    });
  });

  test('[TREE-18] moves nobody for a newcomer, except one who carries nobody when there is no other place', () => {
    always(({ change, was, is }) => {
      if (change.type !== 'joined' && change.type !== 'resumed') return;
      const moved = movedBetween(was, is);
      const newcomers = change.type === 'joined' ? 1 : change.arrivals.length;
      if (newcomers === 1 && was.people.some((one) => was.depth(one.id) >= 0 && was.open(one) > 0))
        expect(moved).toEqual([]);
      expect(moved.length).toBeLessThanOrEqual(newcomers);
      if (newcomers === 1) for (const id of moved) expectYielded(id, was, is);
    });
  });

  test('[TREE-19] moves only the orphans when somebody goes, each to its standby, or higher where that would be too deep', () => {
    always(({ change, was, is }) => {
      if (change.type !== 'left') return;
      const gone = was.person(change.id);
      const lastOnStage = gone?.place === 'stage' && was.stage.length === 1;
      const lost = lastOnStage ? [change.id, WHOLE_STAGE] : [change.id];
      for (const id of movedBetween(was, is))
        if (!lost.includes(was.person(id)?.parent ?? '')) expectYielded(id, was, is);
      for (const { id, standby } of was.children(change.id)) {
        if (standby === null || was.isUnder(standby, change.id) || lastOnStage) continue;
        if (is.person(id)?.parent !== standby) expectRaisedOrYielded(id, was, is);
      }
    });
  });

  test('[TREE-20] turns a listener who has lost its parent to its standby, or higher, and gives it another standby than the lost one if there is any', () => {
    always(({ change, was, is }) => {
      if (change.type !== 'turned') return;
      const { parent, standby } = was.person(change.id) ?? {};
      if (typeof standby !== 'string' || typeof parent !== 'string') return;
      if (is.person(change.id)?.parent !== standby) return expectRaisedOrYielded(change.id, was, is);
      if (is.person(change.id)?.standby === parent)
        expect(is.withoutStandby(change.id).standbyFor(change.id)).toBeDefined();
    });
  });

  test('[TREE-21] moves no more than a few people when tended, and shortens ways by it', () => {
    always(({ change, was, is, before, after }) => {
      if (change.type !== 'tend') return;
      const moved = movedBetween(was, is);
      expect(moved.length).toBeLessThanOrEqual(4 * MOST_MOVES + 1);
      const overShare = was.stage.some((one) => was.children(one.id).length > was.limit(one));
      const linked = was.listeners.filter(({ id }) => was.depth(id) > 0).map(({ id }) => id);
      if (!overShare && moved.length > 0) expect(hops(after, linked)).toBeLessThan(hops(before, linked));
    });
  });

  test('[TREE-22] is told exactly: for whom parent or standby are others now', () => {
    always(({ told, was, is }) => {
      const ids = new Set([...was.people, ...is.people].map(({ id }) => id));
      const expected = [...ids]
        .map((id) => ({ id, before: uplinks(was, id), after: uplinks(is, id) }))
        .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect([...told].sort(byId)).toEqual(expected.sort(byId));
    });
  });
});

describe('a planner that knows nothing yet', () => {
  test('[TREE-23] leaves everyone where their pages say they are, in whatever order they are named', () => {
    atTheEnd(({ after, is }) => {
      const again = resumed(after, shuffled(after.people.map(arrivalOf)));
      const overShare = is.stage.some((one) => is.children(one.id).length > is.limit(one));
      if (overShare) return;
      for (const one of is.listeners) {
        if (is.depth(one.id) < 1 || is.isUnder(one.id, WHOLE_STAGE)) continue;
        const { parent, standby } = again.person(one.id) ?? {};
        expect(parent).toBe(one.parent);
        // Those who are linked to the whole stage are given the places that are kept for wards.
        const isCertain = one.standby !== null && is.children(WHOLE_STAGE).length === 0;
        if (isCertain) expect(standby).toBe(one.standby);
      }
    });
  });

  test('[TREE-24] leaves them there too when they come one by one, whoever is nearer the stage first', () => {
    atTheEnd(({ after, is }) => {
      if (is.stage.some((one) => is.children(one.id).length > is.limit(one))) return;
      const inTree = after.people.filter(({ id }) => is.depth(id) >= 0 && !is.isUnder(id, WHOLE_STAGE));
      const planner = new AudiencePlanner({ people: [], tendFrom: 0, now: after.now });
      const downwards = inTree.toSorted((a, b) => is.depth(a.id) - is.depth(b.id));
      for (const person of downwards) planner.apply({ type: 'joined', ...arrivalOf(person) });
      for (const { id, parent } of inTree)
        if (parent !== null) expect(planner.placeOf(id)?.parent).toBe(parent);
    });
  });
});

/** What somebody's page says when it comes back. */
function arrivalOf({ parent, standby, ...person }: AudiencePlan['people'][number]): Arrival {
  return person.place === 'stage' ? { person } : { person, at: { parent, standby } };
}

function resumed({ now }: AudiencePlan, arrivals: readonly Arrival[]): PlainAudience {
  const planner = new AudiencePlanner({ people: [], tendFrom: 0, now });
  planner.apply({ type: 'resumed', arrivals });
  return new PlainAudience(planner.plan);
}

/** In an order that has nothing to do with the tree, and is the same each time. */
function shuffled(arrivals: readonly Arrival[]): Arrival[] {
  const key = ({ person }: Arrival): number => (Number(person.id.slice(1)) * 37) % 61;
  return arrivals.toSorted((a, b) => key(a) - key(b));
}

function uplinks(audience: PlainAudience, id: string): Uplinks | null {
  const person = audience.person(id);
  if (person?.place !== 'audience') return null;
  return { parent: person.parent, standby: person.standby };
}

function isWaiting({ place, parent }: { place: string; parent: string | null }): boolean {
  return place === 'audience' && parent === null;
}

/** Who had a parent and has another or none, without having changed places. */
function movedBetween(before: PlainAudience, after: PlainAudience): string[] {
  return before.listeners
    .filter(({ id, parent }) => {
      const now = after.person(id);
      return parent !== null && now?.place === 'audience' && now.parent !== parent;
    })
    .map(({ id }) => id);
}

/** Somebody who carries nobody gave their place to somebody who does, or can, because there was no other. */
function expectYielded(id: string, before: PlainAudience, after: PlainAudience): void {
  const leaf = after.person(id);
  expect(leaf?.room).toBe(0);
  const above = [before.person(id)?.parent, before.person(id)?.standby];
  const took = after.people.filter(
    ({ parent, room }) => above.includes(parent) && (room > 0 || parent === null),
  );
  expect(took.length).toBeGreaterThan(0);
}

/** Who is not with their standby any more would have got too deep there and is higher now, or yielded. */
function expectRaisedOrYielded(id: string, before: PlainAudience, after: PlainAudience): void {
  const depthAtStandby = before.depth(before.person(id)?.standby ?? '') + 1;
  // Another orphan, whose standby is beneath this one, makes it higher.
  const height = Math.max(before.height(id), after.height(id));
  if (depthAtStandby + height <= MOST_HOPS) return expectYielded(id, before, after);
  expect(after.depth(id)).toBeGreaterThan(0);
  expect(after.depth(id)).toBeLessThan(depthAtStandby);
}

/** Of these people to the stage, those of the strong counting more. */
function hops({ people }: AudiencePlan, of: readonly string[]): number {
  const audience = new PlainAudience({ people, now: Infinity });
  return of.reduce(
    (sum, id) => sum + Math.max(0, audience.depth(id)) * (1 + (audience.person(id)?.room ?? 0)),
    0,
  );
}
