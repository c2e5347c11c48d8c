import { describe, expect, test } from 'vitest';
import type { LinkReport } from '../../../client/media/link-report.ts';
import { countsOf, neighboursOf, worstLinks } from '../../../client/ui/travel-neighbours.ts';

function link(kind: LinkReport['kind'], peer: string, change: Partial<LinkReport> = {}): LinkReport {
  const figures = { sentBps: 0, receivedBps: 0, loss: 0, roundTripMs: 40, relayed: false } as const;
  return { peer, kind, state: 'up', flows: kind !== 'standby' && kind !== 'ward', ...figures, ...change };
}

const sorted = (...reports: LinkReport[]) =>
  neighboursOf(
    reports,
    () => undefined,
    (peer) => peer.startsWith('stage'),
  );
const peers = (list: readonly { readonly report: LinkReport }[]) => list.map(({ report }) => report.peer);

describe('the people one is linked to', () => {
  test('are told apart by what the link is for', () => {
    const groups = sorted(
      link('parent', 'ada'),
      link('standby', 'ben'),
      link('former', 'cem'),
      link('child', 'dora'),
      link('ward', 'emil'),
      link('stage', 'stage-1'),
    );
    expect(countsOf(groups)).toEqual({
      parent: 1,
      standby: 1,
      former: 1,
      children: 1,
      wards: 1,
      stage: 1,
      direct: 0,
    });
  });

  test('a listener who is linked to everyone on stage hears one directly', () => {
    expect(peers(sorted(link('stage', 'listener')).direct)).toEqual(['listener']);
  });

  test('whoever has turned to one is carried, whatever the plan says yet', () => {
    expect(peers(sorted(link('ward', 'emil', { flows: true })).children)).toEqual(['emil']);
  });

  test('come with the worst link first', () => {
    const { children } = sorted(
      link('child', 'fine'),
      link('child', 'slow', { roundTripMs: 400 }),
      link('child', 'broken', { state: 'mending' }),
      link('child', 'lossy', { loss: 0.2 }),
    );
    expect(peers(children)).toEqual(['broken', 'lossy', 'slow', 'fine']);
  });
});

test('where there are too many to list, one’s own uplinks stay, then the worst', () => {
  const fine = Array.from({ length: 30 }, (_, index) => link('child', `child-${index}`));
  const listed = worstLinks(
    [...fine, link('child', 'lossy', { loss: 0.2 }), link('standby', 'ben'), link('parent', 'ada')],
    4,
  );
  expect(listed.map(({ peer }) => peer)).toEqual(expect.arrayContaining(['ada', 'ben', 'lossy']));
  expect(listed).toHaveLength(4);
});
