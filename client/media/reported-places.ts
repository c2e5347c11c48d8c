import type { EnterRequest, ReportedUplinks } from '../../shared/protocol/messages.ts';
import type { Links, Strand } from './links.ts';
import type { Roster } from './roster.ts';

/** From whom the room is heard, and who would step in; nobody for those who are linked to everyone on stage. */
export function reportedUplinks(links: Links, heard: Strand | undefined): ReportedUplinks {
  const standby = links.on('up').find((strand) => strand !== heard && strand.link.plan.kind !== 'former');
  return { parent: heard?.peer ?? null, standby: standby?.peer ?? null };
}

/** Who hears the room from whom, as far as it concerns this page: what a server is told that has forgotten it. */
export function reportedPlaces(
  links: Links,
  heard: Strand | undefined,
  { onStage, audible, soon }: Roster,
): Pick<EnterRequest, 'downlinks' | 'uplinks'> {
  const down = links.on('down').map(({ peer }) => ({ peer, side: 'down' as const }));
  if (!onStage) return { uplinks: reportedUplinks(links, heard), downlinks: down };
  const listeners = links.on('stage').filter(({ peer }) => !audible.has(peer) && !soon.has(peer));
  return { downlinks: [...down, ...listeners.map(({ peer }) => ({ peer, side: 'stage' as const }))] };
}
