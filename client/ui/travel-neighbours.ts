import type { Person } from '../../shared/room/state.ts';
import type { LinkReport } from '../media/link-report.ts';

/** Somebody whom this page is linked to, and how that link is doing. */
export interface Neighbour {
  readonly report: LinkReport;
  /** Unknown of those far down in a large audience. */
  readonly person: Person | undefined;
}

/** What people are to this page, in the order in which it tells of them. */
export const travelGroups = ['parent', 'standby', 'stage', 'direct', 'children', 'wards', 'former'] as const;
/**
 * `stage`: those on stage whom one hears straight; `direct`: listeners who hear one straight; `children`: who hears the room over
 * one; `wards`: who would, if need be.
 */
export type TravelGroup = (typeof travelGroups)[number];
/** Everyone whom this page is linked to, in each group the worst link first. */
export type Neighbours = Readonly<Record<TravelGroup, readonly Neighbour[]>>;

/** Sorts the links by what they are for, and says who is at their other end. */
export function neighboursOf(
  reports: readonly LinkReport[],
  personOf: (peer: string) => Person | undefined,
  isOnStage: (peer: string) => boolean,
): Neighbours {
  const groups: Record<TravelGroup, Neighbour[]> = {
    parent: [],
    standby: [],
    stage: [],
    direct: [],
    children: [],
    wards: [],
    former: [],
  };
  for (const report of reports.toSorted((a, b) => trouble(b) - trouble(a)))
    groups[groupOf(report, isOnStage)].push({ report, person: personOf(report.peer) });
  return groups;
}

export function countsOf(neighbours: Neighbours): Readonly<Record<TravelGroup, number>> {
  const counts = { parent: 0, standby: 0, stage: 0, direct: 0, children: 0, wards: 0, former: 0 };
  for (const group of travelGroups) counts[group] = neighbours[group].length;
  return counts;
}

/** As many links as are told of one by one: whom one hears the room from, then the worst. */
export function worstLinks(reports: readonly LinkReport[], limit: number): readonly LinkReport[] {
  const weight = (report: LinkReport) => (isUp(report) ? 100 : 0) + trouble(report);
  return reports.toSorted((a, b) => weight(b) - weight(a)).slice(0, limit);
}

/** Whether somebody would hear that this link is not well. */
export function isTroubled({ state, loss, roundTripMs }: LinkReport): boolean {
  return state === 'mending' || loss > 0.03 || (roundTripMs ?? 0) > 500;
}

function isUp({ kind }: LinkReport): boolean {
  return kind === 'parent' || kind === 'standby';
}

function trouble({ state, loss, roundTripMs }: LinkReport): number {
  return (state === 'up' ? 0 : 10) + loss * 10 + (roundTripMs ?? 0) / 1000;
}

function groupOf({ kind, flows, peer }: LinkReport, isOnStage: (peer: string) => boolean): TravelGroup {
  switch (kind) {
    case 'stage':
      return isOnStage(peer) ? 'stage' : 'direct';
    case 'child':
      return 'children';
    case 'ward':
      // Turned to one already; the plan follows.
      return flows ? 'children' : 'wards';
    default:
      return kind;
  }
}
