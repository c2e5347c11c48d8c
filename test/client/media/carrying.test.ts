import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CarriedLink,
  type Carrying,
  carrying,
  type CarryingSample,
  FIRST_ROOM,
  GROWS_AFTER_MS,
  NOTHING_CARRIED,
  RECOVERS_AFTER_MS,
} from '../../../client/media/carrying.ts';
import { MOST_CHILDREN } from '../../../shared/topology/audience-limits.ts';

const EVERY_MS = 2_500;

function child(peer: string, change: Partial<CarriedLink> = {}): CarriedLink {
  return { peer, sentBps: 60_000, remoteLoss: 0, roundTripMs: 30, availableOutgoingBps: 300_000, ...change };
}

function children(count: number, change: Partial<CarriedLink> = {}): CarriedLink[] {
  return Array.from({ length: count }, (_, index) => child(`child-${index}`, change));
}

function sample(links: readonly CarriedLink[], change: Partial<CarryingSample> = {}): CarryingSample {
  return { elapsedMs: EVERY_MS, links, workerLagMs: 5, pageLagMs: 5, ...change };
}

/** The same sample again and again for so long. */
function carriedFor(ms: number, one: CarryingSample, from: Carrying = NOTHING_CARRIED): Carrying {
  let carried = from;
  for (let passed = 0; passed < ms; passed += one.elapsedMs) carried = carrying(carried, one);
  return carried;
}

function withRoom(room: number): Carrying {
  return { ...NOTHING_CARRIED, room };
}

const anyLink: fc.Arbitrary<CarriedLink> = fc.record({
  peer: fc.string({ minLength: 1, maxLength: 3 }),
  sentBps: fc.double({ min: 0, max: 300_000, noNaN: true }),
  remoteLoss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  roundTripMs: fc.option(fc.double({ min: 0, max: 2_000, noNaN: true })),
  availableOutgoingBps: fc.option(fc.double({ min: 0, max: 5_000_000, noNaN: true })),
});
const anySample: fc.Arbitrary<CarryingSample> = fc.record({
  elapsedMs: fc.integer({ min: 0, max: 20_000 }),
  links: fc.uniqueArray(anyLink, { selector: ({ peer }) => peer, maxLength: 14 }),
  workerLagMs: fc.double({ min: 0, max: 400, noNaN: true }),
  pageLagMs: fc.double({ min: 0, max: 400, noNaN: true }),
});

function always(look: (before: Carrying, after: Carrying, one: CarryingSample) => void): void {
  fc.assert(
    fc.property(fc.array(anySample, { maxLength: 40 }), (samples) => {
      let carried = NOTHING_CARRIED;
      for (const one of samples) {
        const next = carrying(carried, one);
        look(carried, next, one);
        carried = next;
      }
    }),
  );
}

describe('the measured room for children', () => {
  test('[CARRY-1] is a whole number from none to as many as anyone is believed', () => {
    always((_before, { room }) => {
      expect(Number.isInteger(room)).toBe(true);
      expect(room).toBeGreaterThanOrEqual(0);
      expect(room).toBeLessThanOrEqual(MOST_CHILDREN);
    });
  });

  test('[CARRY-2] grows by one at a time, beyond the first only when nearly all of it is in use', () => {
    always((before, after, { links }) => {
      expect(after.room).toBeLessThanOrEqual(before.room + 1);
      if (after.room > FIRST_ROOM && after.room > before.room)
        expect(links.length).toBeGreaterThanOrEqual(before.room * 0.75);
    });
  });

  test('[CARRY-3] never grows in a moment that is not fine', () => {
    always((before, after, { workerLagMs, pageLagMs }) => {
      if (workerLagMs > 40 || pageLagMs > 40) expect(after.room).toBeLessThanOrEqual(before.room);
    });
  });

  test('[CARRY-4] remembers nothing of children that are gone', () => {
    always((_before, { leastRoundTrips }, { links }) => {
      expect([...leastRoundTrips.keys()].every((peer) => links.some((link) => link.peer === peer))).toBe(
        true,
      );
    });
  });

  test('[CARRY-5] is modest at first, and stays so while nobody asks for more', () => {
    expect(carriedFor(600_000, sample([])).room).toBe(FIRST_ROOM);
    expect(carriedFor(600_000, sample(children(1))).room).toBe(FIRST_ROOM);
  });

  test('[CARRY-6] has one place more after ten seconds with a full house, and no more than the most', () => {
    expect(carriedFor(GROWS_AFTER_MS - EVERY_MS, sample(children(FIRST_ROOM))).room).toBe(FIRST_ROOM);
    expect(carriedFor(GROWS_AFTER_MS, sample(children(FIRST_ROOM))).room).toBe(FIRST_ROOM + 1);
    expect(carriedFor(600_000, sample(children(MOST_CHILDREN)), withRoom(9)).room).toBe(MOST_CHILDREN);
  });

  test('[CARRY-7] does not grow by a silence, which shows nothing', () => {
    expect(carriedFor(600_000, sample(children(3, { sentBps: 2_000 }))).room).toBe(FIRST_ROOM);
    expect(carriedFor(600_000, sample(children(3, { remoteLoss: null }))).room).toBe(FIRST_ROOM);
  });

  test.each([
    ['packets are lost on the way to most children', sample(children(8, { remoteLoss: 0.06 }))],
    ['the worker passes frames on late', sample(children(8), { workerLagMs: 101 })],
  ])('[CARRY-8] is halved when %s, and not for one bad moment', (_what, bad) => {
    const once = carrying(withRoom(8), bad);
    expect(once.room).toBe(8);
    expect(carrying(carrying(once, sample(children(8))), bad).room).toBe(8);
    expect(carrying(once, bad).room).toBe(4);
    expect(carriedFor(20 * EVERY_MS, bad, withRoom(8)).room).toBe(0);
  });

  test('[CARRY-9] does not suffer for one child whose own line is bad', () => {
    const links = [...children(3), child('far', { remoteLoss: 0.5, roundTripMs: 30 })];
    const later = [...children(3), child('far', { remoteLoss: 0.5, roundTripMs: 3_000 })];
    const carried = carriedFor(GROWS_AFTER_MS, sample(later), carrying(withRoom(4), sample(links)));
    expect(carried.room).toBe(5);
  });

  test('[CARRY-10] does not grow while all round trips have grown, as the line is filling', () => {
    const before = carrying(withRoom(4), sample(children(4)));
    expect(carriedFor(600_000, sample(children(4, { roundTripMs: 90 })), before).room).toBe(4);
  });

  test('[CARRY-11] does not grow while the page is slow, and is not halved for it', () => {
    expect(carriedFor(600_000, sample(children(3), { pageLagMs: 500 })).room).toBe(FIRST_ROOM);
  });

  test("[CARRY-12] is bounded by the browser's estimate where that is nearly used, and not by one that was never tried", () => {
    const unused = children(6, { sentBps: 30_000, availableOutgoingBps: 50_000 });
    expect(carrying(withRoom(10), sample(unused)).room).toBe(10);
    const full = children(6, { sentBps: 60_000, availableOutgoingBps: 40_000 });
    expect(carrying(withRoom(10), sample(full)).room).toBe(4);
    const one = [...children(5), child('slow', { availableOutgoingBps: 10_000 })];
    expect(carrying(withRoom(10), sample(one)).room).toBe(10);
  });

  test('[CARRY-13] comes back by itself to what it was at first, slowly, when everything is calm', () => {
    expect(carriedFor(RECOVERS_AFTER_MS - EVERY_MS, sample([]), withRoom(0)).room).toBe(0);
    expect(carriedFor(RECOVERS_AFTER_MS, sample([]), withRoom(0)).room).toBe(1);
    expect(carriedFor(20 * RECOVERS_AFTER_MS, sample([]), withRoom(0)).room).toBe(FIRST_ROOM);
    expect(carriedFor(20 * RECOVERS_AFTER_MS, sample([], { workerLagMs: 60 }), withRoom(0)).room).toBe(0);
  });
});
