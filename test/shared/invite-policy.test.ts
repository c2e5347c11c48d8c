import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterIssue,
  afterRedemption,
  afterReturn,
  afterUse,
  claim,
  endOf,
  expiryOf,
  FIRST_INVITES,
  mayIssue,
  MOST_INVITES,
  ROOMS_PER_INVITE,
  roomsToNext,
  WRONG_NUMBERS,
  type InviteQuota,
} from '../../shared/invites/policy.ts';

const first: InviteQuota = { left: FIRST_INVITES, waiting: 0, rooms: [] };
const rooms = ['tea', 'chess', 'choir', 'news'] as const;

/** What can happen to a member's invites; what cannot happen just then changes nothing. */
type Happening = 'issue' | 'redeem' | 'return' | (typeof rooms)[number];
const happenings = fc.array(fc.constantFrom<Happening>('issue', 'redeem', 'return', ...rooms), {
  maxLength: 80,
});

function after(quota: InviteQuota, happening: Happening): InviteQuota {
  switch (happening) {
    case 'issue':
      return mayIssue(quota) ? afterIssue(quota) : quota;
    case 'redeem':
      return quota.waiting > 0 ? afterRedemption(quota) : quota;
    case 'return':
      return quota.waiting > 0 ? afterReturn(quota) : quota;
    default:
      return afterUse(quota, happening);
  }
}

const unused = ({ left, waiting }: InviteQuota) => left + waiting;

describe('a member’s invites', () => {
  it('[INV-1] are never more than five unused, nor fewer than none, whatever happens', () => {
    fc.assert(
      fc.property(happenings, (history) => {
        let quota = first;
        for (const happening of history) {
          quota = after(quota, happening);
          expect(unused(quota)).toBeLessThanOrEqual(MOST_INVITES);
          expect(Math.min(quota.left, quota.waiting)).toBeGreaterThanOrEqual(0);
          expect(quota.rooms.length).toBeLessThan(ROOMS_PER_INVITE);
          expect(new Set(quota.rooms).size).toBe(quota.rooms.length);
        }
      }),
    );
  });

  it('[INV-1] begin with two, and nothing but rooms brings more', () => {
    fc.assert(
      fc.property(happenings, (history) => {
        const quota = history.reduce(after, first);
        const redeemed = history.reduce(
          ({ quota, count }, happening) => {
            const next = after(quota, happening);
            return { quota: next, count: count + Number(happening === 'redeem' && next !== quota) };
          },
          { quota: first, count: 0 },
        ).count;
        const used = history.filter((one) => rooms.some((room) => room === one)).length;
        expect(unused(quota) + redeemed).toBeLessThanOrEqual(2 + Math.floor(used / ROOMS_PER_INVITE));
        if (used === 0) expect(unused(quota) + redeemed).toBe(2);
      }),
    );
  });

  it('[INV-2] become one more with every third different room, and a room counts once for each', () => {
    const use = (quota: InviteQuota, ...used: string[]) => used.reduce(afterUse, quota);
    expect(use(first, 'tea', 'tea', 'tea')).toEqual({ ...first, rooms: ['tea'] });
    expect(use(first, 'tea', 'chess', 'tea', 'choir')).toEqual({ ...first, left: 3 });
    expect(use(first, 'tea', 'chess', 'choir', 'tea')).toEqual({ ...first, left: 3, rooms: ['tea'] });
  });

  it('[INV-2] do not become more than five, and then no room counts', () => {
    const full: InviteQuota = { left: 1, waiting: 4, rooms: ['tea', 'chess'] };
    expect(afterUse(full, 'choir')).toEqual(full);
    expect(afterUse(afterRedemption(full), 'choir')).toEqual({ left: 2, waiting: 3, rooms: [] });
  });

  it('[INV-2] are said to be one more after as many rooms as it then takes', () => {
    fc.assert(
      fc.property(happenings, (history) => {
        const quota = history.reduce(after, first);
        const needed = roomsToNext(quota);
        if (needed === null) return expect(unused(quota)).toBe(MOST_INVITES);
        const fresh = Array.from({ length: needed }, (_, index) => `fresh-${index}`);
        expect(fresh.slice(1).reduce(afterUse, quota).left).toBe(quota.left);
        expect(fresh.reduce(afterUse, quota).left).toBe(quota.left + 1);
      }),
    );
  });

  it('[INV-3] expire after 30 days', () => {
    expect(new Date(expiryOf(Date.UTC(2026, 0, 1))).toISOString()).toBe('2026-01-31T00:00:00.000Z');
  });
});

describe('a claim', () => {
  it('[INV-4] holds with the right number, however many wrong ones there were while it waits', () => {
    fc.assert(
      fc.property(fc.nat(WRONG_NUMBERS - 1), (wrongNumbers) => {
        expect(claim({ state: 'waiting', wrongNumbers }, true)).toEqual({ type: 'fits' });
      }),
    );
  });

  it('[INV-4] with a wrong number is counted, and the fifth locks', () => {
    const outcomes = [0, 1, 2, 3, 4].map((wrongNumbers) => claim({ state: 'waiting', wrongNumbers }, false));
    expect(outcomes).toEqual(
      [1, 2, 3, 4, 5].map((wrongNumbers) => ({
        type: 'wrong-number',
        wrongNumbers,
        locks: wrongNumbers === 5,
      })),
    );
  });

  it('[INV-4] of an invite that has ended is told how, whatever the number', () => {
    for (const state of ['redeemed', 'expired', 'withdrawn', 'locked'] as const) {
      expect(endOf(state)).toBe(`invite-${state}`);
      for (const fits of [true, false])
        expect(claim({ state, wrongNumbers: 4 }, fits)).toEqual({ type: 'ended', end: `invite-${state}` });
    }
    expect(endOf('waiting')).toBeUndefined();
  });
});
