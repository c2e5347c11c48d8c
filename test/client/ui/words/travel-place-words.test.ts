import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LinkReport } from '../../../../client/media/link-report.ts';
import { neighboursOf } from '../../../../client/ui/travel-neighbours.ts';
import {
  carryWords,
  distanceWords,
  drawingWords,
  honestCount,
  roomSizeWords,
} from '../../../../client/ui/words/travel-place-words.ts';

beforeAll(() => void vi.stubGlobal('document', { documentElement: { lang: 'en' } }));
afterAll(() => void vi.unstubAllGlobals());

function link(kind: LinkReport['kind'], peer: string): LinkReport {
  const quiet = { state: 'up', loss: 0, roundTripMs: 40, relayed: false, receivedBps: 0 } as const;
  return {
    peer,
    kind,
    flows: kind !== 'standby' && kind !== 'ward',
    sentBps: kind === 'child' ? 78_000 : 0,
    ...quiet,
  };
}

const neighbours = (...reports: LinkReport[]) =>
  neighboursOf(
    reports,
    (peer) => (peer === 'ada' ? { personId: 'ada', name: 'Ada', kind: 'member' } : undefined),
    (peer) => peer.startsWith('stage'),
  );
/** Numbers and their units are kept together by a space of another kind. */
const carried = (children: readonly LinkReport[], reach: number) =>
  carryWords(neighbours(...children), reach)?.replaceAll('\u00a0', ' ');
const roomFor = (placesLeft: number) => roomSizeWords({ depth: 1, reach: 0, placesLeft });

test('a measured number is said no more exactly than it is', () => {
  expect([0, 1, 20, 21, 337, 345, 1204, 4986].map((count) => honestCount(count).count)).toEqual([
    0, 1, 20, 21, 340, 350, 1200, 5000,
  ]);
  expect([20, 21].map((count) => honestCount(count).about)).toEqual([false, true]);
});

test('a room says how many more it can hold, and when it can hold nobody', () => {
  expect(roomFor(340)).toBe('This room can hold about 340 more now.');
  expect(roomFor(1204)).toBe('This room can hold about 1,200 more now.');
  expect(roomFor(12)).toBe('This room can hold 12 more now.');
  expect(roomFor(1)).toBe('This room can hold 1 more now.');
  expect(roomFor(0)).toBe('The room is full for now: whoever comes waits for a place.');
});

test('how far the stage is, is said in people', () => {
  expect([0, 1, 2, 3].map(distanceWords)).toEqual([
    'You are on stage.',
    'You hear the stage directly.',
    'Between the stage and you, 1 person passes the room on.',
    'Between the stage and you, 2 people pass the room on, one to the next.',
  ]);
});

describe('what one carries', () => {
  test('is nothing without children', () => {
    expect(carryWords(neighbours(link('parent', 'ada'), link('ward', 'cleo')), 0)).toBeUndefined();
  });

  test('is said with what it costs', () => {
    const four = ['a', 'b', 'c', 'd'].map((peer) => link('child', peer));
    expect(carried(four, 4)).toBe('You carry the room to 4 others (312 kbit/s).');
    expect(carried(four, 17)).toBe(
      'You carry the room to 4 others (312 kbit/s). Over you, 17 people hear the room.',
    );
    expect(carried([link('child', 'a')], 1)).toBe('You carry the room to 1 other (78 kbit/s).');
  });
});

describe('the drawing is read out', () => {
  test('to a listener in the tree', () => {
    const around = neighbours(link('parent', 'ada'), link('standby', 'ben'), link('child', 'cleo'));
    expect(drawingWords(around, false)).toBe(
      'You hear the room over: Ada. Somebody is ready to step in. Audio goes on from you to 1 other.',
    );
  });

  test('to somebody on stage', () => {
    const around = neighbours(link('stage', 'stage-1'), link('stage', 'stage-2'), link('stage', 'listener'));
    expect(drawingWords(around, true)).toBe(
      'You are on stage with 2 others. Audio goes on from you to 1 other.',
    );
  });

  test('to a listener who is linked to everyone, and to one who waits', () => {
    expect(drawingWords(neighbours(link('stage', 'stage-1')), false)).toBe(
      'You are linked to everyone on stage.',
    );
    expect(drawingWords(neighbours(), false)).toBe('You hear nobody yet.');
  });
});
