import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkReport } from '../../../client/media/link-report.ts';
import { neighboursOf } from '../../../client/ui/travel-neighbours.ts';
import { SCENE_WIDTH, type Surroundings } from '../../../client/ui/travel-rows.ts';
import { sceneOf } from '../../../client/ui/travel-scene.ts';

const person = (id: string) => ({ id, personId: id, name: id, kind: 'member' }) as const;
const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

function link(kind: LinkReport['kind'], peer: string, change: Partial<LinkReport> = {}): LinkReport {
  const figures = { sentBps: 0, receivedBps: 0, loss: 0, roundTripMs: 40, relayed: false } as const;
  return { peer, kind, state: 'up', flows: kind !== 'standby' && kind !== 'ward', ...figures, ...change };
}

function around(
  reports: readonly LinkReport[],
  speakers: number,
  also: Partial<Surroundings> = {},
): Surroundings {
  const stage = ids('stage', speakers).map(person);
  const neighbours = neighboursOf(reports, person, (peer) => stage.some(({ id }) => id === peer));
  return { neighbours, stage, you: person('you'), onStage: false, depth: null, ...also };
}

const looks = (surroundings: Surroundings) => sceneOf(surroundings).ways.map(({ look }) => look);

describe('the drawing of how the audio travels', () => {
  test('leads from a parent on stage straight to oneself', () => {
    expect(looks(around([link('parent', 'stage-1')], 3))).toEqual(['flows']);
  });

  test('shows how a parent in the audience hears the room, and who is between', () => {
    const { ways, beads } = sceneOf(around([link('parent', 'ada')], 3, { depth: 4 }));
    expect(ways.map(({ look }) => look)).toEqual(['flows', 'beyond']);
    expect(beads).toHaveLength(2);
  });

  test('has the standby’s way dashed, and those of who would turn to one', () => {
    expect(
      looks(around([link('parent', 'stage-0'), link('standby', 'stage-1'), link('ward', 'cleo')], 2)),
    ).toEqual(['flows', 'ready', 'ready']);
  });

  test('has a way from everyone on stage to an ordinary listener', () => {
    const reports = ids('stage', 4).map((peer) => link('stage', peer));
    expect(looks(around(reports, 4))).toEqual(['flows', 'flows', 'flows', 'flows']);
  });

  test('shows to whoever waits that nothing comes yet', () => {
    expect(looks(around([], 3))).toEqual(['beyond']);
  });

  test('marks a way that is not well, also that of somebody who is only counted', () => {
    const reports = ids('stage', 19).map((peer) => link('stage', peer));
    const poor = reports.with(18, link('stage', 'stage-18', { loss: 0.2 }));
    const { ways } = sceneOf(around(poor, 19, { onStage: true }));
    expect(ways.map(({ troubled }) => troubled)).toEqual([false, false, false, false, false, true]);
  });

  test('shows a few, and counts the rest', () => {
    const { figures } = sceneOf(
      around(
        ids('child', 12).map((peer) => link('child', peer)),
        19,
        { onStage: true },
      ),
    );
    expect(figures.filter(({ more }) => more > 0).map(({ more }) => more)).toEqual([14, 6]);
    const seven = sceneOf(
      around(
        ids('child', 7).map((peer) => link('child', peer)),
        1,
      ),
    );
    expect(seven.figures.some(({ more }) => more > 0)).toBe(false);
  });

  test('stays within its bounds, and nobody covers anybody else', () => {
    const surroundings = fc
      .record({
        speakers: fc.nat(19),
        parent: fc.constantFrom('none', 'stage-0', 'ada'),
        standby: fc.constantFrom('none', 'stage-1', 'ben'),
        children: fc.nat(12),
        wards: fc.nat(12),
        onStage: fc.boolean(),
        depth: fc.option(fc.nat(12)),
      })
      .map(({ speakers, parent, standby, children, wards, onStage, depth }) =>
        around(
          [
            ...(parent === 'none' || onStage ? [] : [link('parent', parent)]),
            ...(standby === 'none' || onStage ? [] : [link('standby', standby)]),
            ...ids('child', children).map((peer) => link('child', peer)),
            ...ids('ward', wards).map((peer) => link('ward', peer)),
          ],
          speakers,
          { onStage, depth },
        ),
      );
    fc.assert(
      fc.property(surroundings, (which) => {
        const { figures, height } = sceneOf(which);
        for (const { x, y, radius } of figures) {
          expect(x - radius).toBeGreaterThanOrEqual(0);
          expect(x + radius).toBeLessThanOrEqual(SCENE_WIDTH);
          expect(y + radius).toBeLessThanOrEqual(height);
        }
        for (const [index, one] of figures.entries())
          for (const other of figures.slice(index + 1))
            expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.radius + other.radius);
      }),
    );
  });
});
