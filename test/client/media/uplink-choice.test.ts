import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Deceives } from '../../../client/media/deceptions.ts';
import {
  DOUBTED_AFTER_MS,
  chooseUplink,
  LOST_AFTER_MS,
  NEVER_AFTER_MS,
  NOTHING_HEARD,
  TOLD_AFTER_MS,
  type UplinkChoice,
  type UplinkSight,
} from '../../../client/media/uplink-choice.ts';

const sight = (peer: string, kind: UplinkSight['kind'], more: Partial<UplinkSight> = {}): UplinkSight => ({
  peer,
  kind,
  up: true,
  silentMs: 0,
  flows: false,
  playing: false,
  leaving: false,
  ...more,
});
const PLAYS = { flows: true, playing: true };
const GONE = { silentMs: LOST_AFTER_MS + 1 };
const LONG_GONE = { silentMs: TOLD_AFTER_MS + 1 };
const CONNECTING = { up: false, silentMs: undefined };

/** Looks at one set of links after the other. */
function after(...looks: readonly (readonly UplinkSight[])[]): UplinkChoice {
  return looks.reduce<UplinkChoice>((choice, links) => chooseUplink(choice, links, 0), NOTHING_HEARD);
}

const silence = fc.oneof(fc.constant(undefined), fc.constant(0), fc.integer({ min: 0, max: 3_000 }));
const anySight: fc.Arbitrary<UplinkSight> = fc.record({
  peer: fc.constantFrom('pia', 'sam', 'tom', 'uta'),
  kind: fc.constantFrom('parent', 'standby', 'former'),
  up: fc.boolean(),
  silentMs: silence,
  connectingMs: fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 20_000 })),
  flows: fc.boolean(),
  playing: fc.boolean(),
  leaving: fc.oneof({ arbitrary: fc.constant(false), weight: 3 }, fc.constant(true)),
  deceives: fc.constantFrom('no', 'no', 'no', 'perhaps', 'certainly'),
});
const look = fc.record({
  links: fc
    .uniqueArray(anySight, { selector: ({ peer }) => peer, maxLength: 4 })
    .filter((links) =>
      ['parent', 'standby'].every((kind) => links.filter((one) => one.kind === kind).length <= 1),
    ),
  lateMs: fc.oneof({ arbitrary: fc.constant(0), weight: 4 }, fc.integer({ min: 0, max: 5_000 })),
});

interface Moment {
  readonly before: UplinkChoice;
  readonly choice: UplinkChoice;
  readonly links: readonly UplinkSight[];
}

function always(check: (moment: Moment) => void): void {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 15 }), (looks) => {
      let before = NOTHING_HEARD;
      for (const { links, lateMs } of looks) {
        const choice = chooseUplink(before, links, lateMs);
        check({ before, choice, links });
        before = choice;
      }
    }),
    { numRuns: 400 },
  );
}

/** A source that could be heard at this moment. */
function isUsable(link: UplinkSight, graceMs: number): boolean {
  return link.up && isThere(link, graceMs);
}

function isThere({ silentMs = 0, deceives }: UplinkSight, graceMs: number): boolean {
  return silentMs <= LOST_AFTER_MS + graceMs && deceives !== 'certainly';
}

describe('from whom the room is heard', () => {
  test('[UPLINK-1] is never nobody, and nobody lost, while somebody could be heard', () => {
    always(({ choice, links }) => {
      const usable = links.filter((link) => link.silentMs !== undefined && isUsable(link, choice.graceMs));
      if (usable.length === 0) return;
      const heard = links.find(({ peer }) => peer === choice.hear);
      expect(heard && isUsable(heard, choice.graceMs)).toBe(true);
    });
  });

  test('[UPLINK-2] changes from a source that works only to one that plays', () => {
    always(({ before, choice, links }) => {
      const left = links.find(({ peer }) => peer === before.hear);
      if (!left || choice.hear === before.hear || left.silentMs === undefined) return;
      if (!isUsable(left, choice.graceMs)) return;
      expect(links.find(({ peer }) => peer === choice.hear)).toMatchObject(PLAYS);
    });
  });

  test('[UPLINK-3] is asked of that one, and of at most one other', () => {
    always(({ choice, links }) => {
      expect(choice.wants.size).toBeLessThanOrEqual(2);
      expect(choice.wants.has(choice.hear ?? '')).toBe(choice.hear !== null);
      expect([...choice.wants].every((peer) => links.some((link) => link.peer === peer))).toBe(true);
    });
  });

  test('[UPLINK-4] stays the same when the same is seen again', () => {
    always(({ choice, links }) => {
      const again = chooseUplink(choice, links, choice.graceMs);
      const settled = chooseUplink(again, links, choice.graceMs);
      expect(settled.hear).toBe(again.hear);
      expect(settled.lost).toEqual([]);
    });
  });
});

describe('a lost parent or standby', () => {
  test('[UPLINK-5] is named once, and again only when it was heard of in between', () => {
    fc.assert(
      fc.property(fc.array(look, { maxLength: 15 }), (looks) => {
        let choice = NOTHING_HEARD;
        const named = new Set<string>();
        for (const { links, lateMs } of looks) {
          choice = chooseUplink(choice, links, lateMs);
          for (const peer of named) {
            const link = links.find((one) => one.peer === peer);
            const heard = link?.silentMs !== undefined && isThere(link, choice.graceMs);
            if (!link || heard) named.delete(peer);
          }
          for (const peer of choice.lost) {
            expect(named.has(peer)).toBe(false);
            expect(links.find((link) => link.peer === peer)?.kind).not.toBe('former');
            named.add(peer);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test('[UPLINK-6] is turned away from at once, before the standby sends anything', () => {
    const standby = sight('sam', 'standby');
    const choice = after([sight('pia', 'parent', PLAYS), standby], [sight('pia', 'parent', GONE), standby]);
    expect(choice).toMatchObject({ hear: 'sam', lost: [], wants: new Set(['sam']) });
    const plays = sight('sam', 'standby', PLAYS);
    expect(chooseUplink(choice, [sight('pia', 'parent', LONG_GONE), plays], 0)).toMatchObject({
      hear: 'sam',
      lost: ['pia'],
    });
    // It was only slow: it is the parent still.
    expect(chooseUplink(choice, [sight('pia', 'parent', PLAYS), plays], 0)).toMatchObject({
      hear: 'pia',
      lost: [],
    });
  });

  test('[UPLINK-7] is asked first, while the standby begins to send', () => {
    const quiet = { ...PLAYS, silentMs: DOUBTED_AFTER_MS + 1 };
    const choice = after(
      [sight('pia', 'parent', PLAYS), sight('sam', 'standby')],
      [sight('pia', 'parent', quiet), sight('sam', 'standby')],
    );
    expect(choice).toMatchObject({ hear: 'pia', lost: [] });
    expect(choice.asks).toEqual(new Set(['pia']));
    expect(choice.wants).toEqual(new Set(['pia', 'sam']));
  });

  test('[UPLINK-8] is left at once when its connection is closed, and named when it stays silent', () => {
    const standby = sight('sam', 'standby');
    const closed = after(
      [sight('pia', 'parent', PLAYS), standby],
      [sight('pia', 'parent', { up: false }), standby],
    );
    expect(closed).toMatchObject({ hear: 'sam', lost: [] });
    expect(chooseUplink(closed, [sight('pia', 'parent', { up: false, ...GONE }), standby], 0).lost).toEqual([
      'pia',
    ]);
  });

  test('[UPLINK-9] is not returned to in the same place once it was named, while the standby can be heard', () => {
    const plays = sight('sam', 'standby', PLAYS);
    const back = sight('pia', 'parent', PLAYS);
    const turned = after(
      [back, plays],
      [sight('pia', 'parent', LONG_GONE), plays],
      [back, plays],
      [back, plays],
    );
    expect(turned).toMatchObject({ hear: 'sam', wants: new Set(['sam']) });
    expect(chooseUplink(turned, [back], 0).hear).toBe('pia');
    // The server has made it the parent again, after it had been something else.
    const former = chooseUplink(turned, [sight('pia', 'former', PLAYS), plays], 0);
    expect(chooseUplink(former, [back, plays], 0).hear).toBe('pia');
  });

  test('[UPLINK-10] that is the only one is heard again as soon as it comes back', () => {
    const choice = after([sight('pia', 'parent', PLAYS)], [sight('pia', 'parent', GONE)]);
    expect(choice).toMatchObject({ hear: 'pia', lost: [], wants: new Set(['pia']) });
    // Nobody is told soon, as a new link would take as long.
    const long = sight('pia', 'parent', LONG_GONE);
    expect(chooseUplink(choice, [long], 0)).toMatchObject({ hear: 'pia', lost: ['pia'] });
  });

  test('[UPLINK-18] that is the standby is not used, and named only when it stays silent', () => {
    const parent = sight('pia', 'parent', PLAYS);
    const gone = sight('sam', 'standby', GONE);
    const before = after([parent, sight('sam', 'standby')], [parent, gone]);
    expect(before).toMatchObject({ hear: 'pia', lost: [] });
    expect(chooseUplink(before, [sight('pia', 'parent', GONE), gone], 0)).toMatchObject({
      hear: 'pia',
      lost: [],
    });
    expect(chooseUplink(before, [parent, sight('sam', 'standby', LONG_GONE)], 0).lost).toEqual(['sam']);
  });

  test('[UPLINK-19] is named later by a page that has named others lately', () => {
    const standby = sight('sam', 'standby', PLAYS);
    const silent = (silentMs: number) => sight('pia', 'parent', { silentMs });
    const look = (links: readonly UplinkSight[], patience: number) =>
      chooseUplink(NOTHING_HEARD, links, 0, patience);
    expect(look([silent(4 * TOLD_AFTER_MS), standby], 4)).toMatchObject({ hear: 'sam', lost: [] });
    expect(look([silent(4 * TOLD_AFTER_MS + 1), standby], 4).lost).toEqual(['pia']);
    // One that came back again and again is named at once, and patience is of no use where nobody else is heard.
    expect(look([silent(LOST_AFTER_MS + 1), standby], 0).lost).toEqual(['pia']);
    expect(look([silent(TOLD_AFTER_MS + 1)], 4).lost).toEqual(['pia']);
  });

  test('[UPLINK-11] that was never reached is named too', () => {
    const trying = sight('pia', 'parent', { ...CONNECTING, connectingMs: NEVER_AFTER_MS });
    const failed = { ...trying, connectingMs: NEVER_AFTER_MS + 1 };
    expect(after([trying]).lost).toEqual([]);
    expect(after([trying], [failed]).lost).toEqual(['pia']);
    expect(after([trying], [failed], [trying], [failed]).lost).toEqual([]);
  });

  test('[UPLINK-12] is not believed lost by a page that stood still itself, for the moment that it needs to catch up', () => {
    const asleep = { ...PLAYS, silentMs: 5_000 };
    const awake = chooseUplink(
      after([sight('pia', 'parent', PLAYS)]),
      [sight('pia', 'parent', asleep)],
      5_000,
    );
    expect(awake).toMatchObject({ hear: 'pia', lost: [] });
    let choice = awake;
    let looks = 0;
    while (choice.lost.length === 0 && looks < 100) {
      choice = chooseUplink(choice, [sight('pia', 'parent', asleep)], 0);
      looks += 1;
    }
    expect(choice.lost).toEqual(['pia']);
  });

  test('[UPLINK-17] is one that deceives too; one that perhaps was deceived itself is kept, with the standby ready', () => {
    const standby = sight('sam', 'standby', PLAYS);
    const parent = (deceives: Deceives) => sight('pia', 'parent', { ...PLAYS, deceives });
    const perhaps = after([parent('no'), standby], [parent('perhaps'), standby]);
    expect(perhaps).toMatchObject({ hear: 'pia', lost: [], wants: new Set(['pia', 'sam']) });
    expect(chooseUplink(perhaps, [parent('no'), standby], 0).wants).toEqual(new Set(['pia']));
    const left = after([parent('no'), standby], [parent('certainly'), standby]);
    expect(left).toMatchObject({ hear: 'sam', lost: ['pia'] });
    // Nor is it returned to when it seems to be honest again.
    expect(chooseUplink(left, [parent('no'), standby], 0).hear).toBe('sam');
    // Where there is nobody else the server is asked for somebody at once.
    expect(after([parent('no')], [parent('certainly')]).lost).toEqual(['pia']);
  });
});

describe('a move', () => {
  test('[UPLINK-13] to a new parent is heard only when the new one plays', () => {
    const old = sight('tom', 'former', PLAYS);
    const start = after([sight('tom', 'parent', PLAYS)], [old, sight('pia', 'parent', CONNECTING)]);
    expect(start).toMatchObject({ hear: 'tom', wants: new Set(['tom']) });
    const up = chooseUplink(start, [old, sight('pia', 'parent')], 0);
    expect(up).toMatchObject({ hear: 'tom', wants: new Set(['tom', 'pia']) });
    const flows = chooseUplink(up, [old, sight('pia', 'parent', { flows: true })], 0);
    expect(flows).toMatchObject({ hear: 'tom', wants: new Set(['tom', 'pia']) });
    const plays = chooseUplink(flows, [old, sight('pia', 'parent', PLAYS)], 0);
    expect(plays).toMatchObject({ hear: 'pia', wants: new Set(['pia']) });
  });

  test('[UPLINK-14] does not go by way of the standby while the old parent can be heard', () => {
    const links = [
      sight('tom', 'former', PLAYS),
      sight('sam', 'standby', PLAYS),
      sight('pia', 'parent', CONNECTING),
    ];
    expect(after([sight('tom', 'parent', PLAYS)], links, links)).toMatchObject({
      hear: 'tom',
      wants: new Set(['tom']),
    });
  });

  test('[UPLINK-15] away from a parent that leaves begins at once, and loses nothing', () => {
    const leaving = sight('pia', 'parent', { ...PLAYS, leaving: true });
    const begun = after(
      [sight('pia', 'parent', PLAYS), sight('sam', 'standby')],
      [leaving, sight('sam', 'standby')],
    );
    expect(begun).toMatchObject({ hear: 'pia', wants: new Set(['pia', 'sam']) });
    const done = chooseUplink(begun, [leaving, sight('sam', 'standby', PLAYS)], 0);
    expect(done).toMatchObject({ hear: 'sam', wants: new Set(['sam']), lost: [] });
  });

  test('[UPLINK-16] begins with whoever is there first, and ends at the parent', () => {
    const first = after([
      sight('pia', 'parent', CONNECTING),
      sight('sam', 'standby', { silentMs: undefined }),
    ]);
    expect(first).toMatchObject({ hear: 'sam', wants: new Set(['sam']) });
    const links = [sight('pia', 'parent', PLAYS), sight('sam', 'standby', PLAYS)];
    expect(chooseUplink(first, links, 0)).toMatchObject({ hear: 'pia', wants: new Set(['pia']) });
  });
});
