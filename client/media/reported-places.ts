import type { EnterRequest, ReportedUplinks } from '../../shared/protocol/messages.ts';
import type { Links, Strand } from './links.ts';

/** From whom the room is heard, and who would step in; nobody for those who are linked to everyone on stage. */
export function reportedUplinks(links: Links, heard: Strand | undefined): ReportedUplinks {
  const standby = links.on('up').find((strand) => strand !== heard && strand.link.plan.kind !== 'former');
  return { parent: heard?.peer ?? null, standby: standby?.peer ?? null };
}

/** Who hears the room from this page, or may ask to; with its listeners, if one is on stage. */
export function reportedDownlinks(
  links: Links,
  listeners: readonly Strand[],
): NonNullable<EnterRequest['downlinks']> {
  return [
    ...links.on('down').map(({ peer }) => ({ peer, side: 'down' as const })),
    ...listeners.map(({ peer }) => ({ peer, side: 'stage' as const })),
  ];
}
