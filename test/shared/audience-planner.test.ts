import { describe, expect, test } from 'vitest';
import { type Change, WHOLE_STAGE } from '../../shared/topology/audience.ts';
import {
  believedRoom,
  boundedRoom,
  MOST_CHILDREN,
  MOST_CHILDREN_OF_NEWCOMER,
  MOST_MENDINGS,
  MOST_ORDINARY,
  NEWCOMER_MS,
  stageShare,
  stageUploadKbps,
} from '../../shared/topology/audience-limits.ts';
import { AudiencePlanner } from '../../shared/topology/audience-planner.ts';
import { voiceKbps, voiceOf } from '../../shared/topology/stage-voice.ts';
import { always, atTheEnd } from './audience-history.ts';
import { PlainAudience } from './plain-audience.ts';

describe('the plan of the audience, whatever happens,', () => {
  test('[TREE-1] leads everyone who has a parent to the stage, without a circle', () => {
    always(({ is }) => {
      // Throws on a circle.
      for (const { id } of is.people) is.above(id);
      const parents = is.people.map(({ parent }) => parent);
      expect(parents.filter((id) => id !== null && id !== WHOLE_STAGE && !is.person(id))).toEqual([]);
    });
  });

  test('[TREE-2] gives nobody on stage a parent or a standby', () => {
    always(({ is }) => {
      expect(is.stage.filter(({ parent, standby }) => parent !== null || standby !== null)).toEqual([]);
    });
  });

  test('[TREE-3] leaves nobody in the audience without a parent while there is a place', () => {
    always(({ is, waiting }) => {
      const unlinked = is.listeners.filter(({ id }) => is.depth(id) < 0);
      expect(unlinked.length).toBe(Math.max(0, is.listeners.length - places(is)));
      expect(waiting).toBe(unlinked.length);
    });
  });

  test('[TREE-4] says how many more listeners would find a place', () => {
    always(({ is, roomLeft }) => {
      expect(roomLeft).toBe(Math.max(0, places(is) - is.listeners.length));
    });
    atTheEnd(({ after, roomLeft }) => {
      const planner = new AudiencePlanner(after);
      for (let more = 0; more < Math.min(roomLeft, 20); more += 1) {
        planner.apply(joined(`more${more}`, 'audience', 0));
        expect(planner.placeOf(`more${more}`)?.depth).toBeGreaterThan(0);
      }
    });
  });

  test('[TREE-5] gives nobody more children than are believed of them', () => {
    always(({ is }) => {
      expect(is.people.filter(({ id, room }) => is.children(id).length > room)).toEqual([]);
      expect(is.children(WHOLE_STAGE).length).toBeLessThanOrEqual(MOST_ORDINARY);
    });
  });

  test('[TREE-6] gives nobody on stage a child more than their upload bears', () => {
    always(({ is, was }) => {
      const bearable = stageShare(is.stage.length);
      const growing = is.stage.filter(({ id }) => {
        const children = is.children(id).length;
        // Who has too many since more people came on stage loses them one by one.
        return children > bearable && children > was.children(id).length;
      });
      expect(growing).toEqual([]);
    });
  });

  test('[TREE-7] has room for all who turn to their standbys when any one person dies', () => {
    always(({ is }) => {
      const burdened = is.people.filter(({ id, room }) => {
        const asking = is.wards(id).map(({ parent }) => is.asking(id, parent));
        return is.children(id).length + Math.max(0, ...asking) > room;
      });
      expect(burdened).toEqual([]);
    });
  });

  test('[TREE-8] has no standby that is the parent', () => {
    always(({ is }) => {
      expect(is.people.filter(({ parent, standby }) => parent !== null && parent === standby)).toEqual([]);
    });
  });

  test('[TREE-9] puts nobody beneath themselves, neither by parent nor by standby', () => {
    always(({ is }) => {
      const own = is.people.filter(
        ({ id, parent, standby }) =>
          (parent !== null && parent !== WHOLE_STAGE && is.isUnder(parent, id)) ||
          (standby !== null && is.isUnder(standby, id)),
      );
      expect(own).toEqual([]);
    });
  });

  test('[TREE-10] has only standbys that have a way to the stage', () => {
    always(({ is }) => {
      const deaf = is.people.filter(({ standby }) => standby !== null && is.depth(standby) < 0);
      expect(deaf).toEqual([]);
    });
  });

  test('[TREE-11] comes to rest when tended, and then every standby is in another subtree where there is one to be had', () => {
    atTheEnd(({ after }) => {
      const planner = new AudiencePlanner(after);
      const rounds = 40 + Math.ceil(planner.plan.people.length / MOST_MENDINGS);
      const tended = Array.from({ length: 2 * rounds }, () =>
        planner.apply({ type: 'tend', now: 2 * NEWCOMER_MS }),
      );
      expect(tended.slice(rounds).flat()).toEqual([]);
      const is = new PlainAudience(planner.plan);
      for (const { id, standby } of is.listeners) {
        const best = is.withoutStandby(id).standbyFor(id);
        if (best === undefined) continue;
        expect(standby).not.toBeNull();
        expect(is.apartness(id, standby ?? '')).toBeLessThanOrEqual(is.apartness(id, best));
      }
    });
  });

  test('[TREE-12] has no link to or from whoever left or was removed', () => {
    always(({ change, is }) => {
      if (change.type !== 'left') return;
      const linked = is.people.flatMap((one) => [one.id, one.parent, one.standby]);
      expect(linked).not.toContain(change.id);
    });
  });

  test('[TREE-13] follows from the plan before and the change: one taken up from its data goes on in the same way', () => {
    always(({ change, before, after, told }) => {
      const another = new AudiencePlanner(structuredClone(before));
      expect(another.apply(change)).toEqual(told);
      expect(another.plan).toEqual(after);
    });
  });
});

describe('the ordinary way', () => {
  test('is what is left where nobody can forward: each listener is linked to everyone on stage', () => {
    const planner = new AudiencePlanner();
    for (const id of ['ana', 'ben']) planner.apply(joined(id, 'stage', 0));
    for (let index = 0; index < MOST_ORDINARY + 2; index += 1)
      planner.apply(joined(`l${index}`, 'audience', 0));
    const parents = planner.plan.people
      .filter(({ place }) => place === 'audience')
      .map(({ parent }) => parent);
    expect(parents).toEqual([...Array.from({ length: MOST_ORDINARY }, () => WHOLE_STAGE), null, null]);
    expect(planner.waiting).toBe(2);
  });

  test('ends where somebody comes who can forward: those who waited hear the room over them', () => {
    const planner = new AudiencePlanner();
    planner.apply(joined('ana', 'stage', 0));
    for (let index = 0; index < MOST_ORDINARY + 2; index += 1)
      planner.apply(joined(`l${index}`, 'audience', 0));
    planner.apply(joined('ben', 'audience', 6));
    expect(planner.placeOf('ben')).toMatchObject({ parent: WHOLE_STAGE, depth: 1, reach: 3 });
    expect(planner.waiting).toBe(0);
  });
});

describe('what links cost', () => {
  const stages = Array.from({ length: 20 }, (_, index) => index + 1);

  test('[TREE-14] keeps the upload of somebody on stage within 1 Mbit/s, whatever the size of the stage', () => {
    for (const size of stages)
      expect(stageUploadKbps(size, stageShare(size)), `${size} on stage`).toBeLessThanOrEqual(1_000);
  });

  test('[TREE-15] leaves the audience twelve places beneath every stage, and makes voices smaller for it', () => {
    for (const size of stages) {
      expect(size * stageShare(size), `${size} on stage`).toBeGreaterThanOrEqual(12);
      expect(voiceKbps(voiceOf(size))).toBeLessThanOrEqual(voiceKbps({ opusKbps: 32, red: true }));
    }
  });

  test('[TREE-16] believes no boast, and less of one from somebody who has just come', () => {
    expect([1_000, Infinity, Number.NaN, -1, 2.7].map(boundedRoom)).toEqual([MOST_CHILDREN, 0, 0, 0, 2]);
    const presences = [0, NEWCOMER_MS - 1, NEWCOMER_MS];
    expect(presences.map((ms) => believedRoom(1_000, ms))).toEqual([
      MOST_CHILDREN_OF_NEWCOMER,
      MOST_CHILDREN_OF_NEWCOMER,
      MOST_CHILDREN,
    ]);
    const planner = new AudiencePlanner();
    planner.apply(joined('ana', 'stage', 1_000));
    expect(planner.roomLeft).toBe(MOST_CHILDREN_OF_NEWCOMER + MOST_ORDINARY);
    planner.apply({ type: 'tend', now: NEWCOMER_MS });
    expect(planner.roomLeft).toBe(Math.min(MOST_CHILDREN, stageShare(1)) + MOST_ORDINARY);
  });
});

/** Of how many listeners nobody would have to wait. */
function places(audience: PlainAudience): number {
  const { listeners, stage } = audience;
  const onStage = stage.map((one) => Math.max(audience.limit(one), audience.children(one.id).length));
  const all = [...onStage, ...listeners.map(({ room }) => room)];
  return stage.length === 0 ? 0 : all.reduce((a, b) => a + b, MOST_ORDINARY);
}

function joined(id: string, place: 'stage' | 'audience', room: number): Change {
  return { type: 'joined', person: { id, place, room, since: 0 } };
}
