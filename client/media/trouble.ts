import type { ParticipantId } from '../../shared/room/state.ts';
import type { KeptLink } from './kept-link.ts';
import type { Links } from './links.ts';

/** A link that has been down for this long is worth telling the person about. */
const TROUBLE_AFTER_MS = 2_500;

/** Those who cannot be heard well: the links to them are down, or the one over which everyone `audible` would come. */
export function troubledPeers(links: Links, audible: Iterable<ParticipantId>): readonly ParticipantId[] {
  const peers = links.on('stage').flatMap(({ peer, link }) => (isTroubled(link) ? [peer] : []));
  const uplinks = links.on('up').filter(({ link }) => link.plan.kind !== 'former');
  const deaf = uplinks.length > 0 && uplinks.every(({ link }) => isTroubled(link));
  return deaf ? [...new Set([...peers, ...audible])] : peers;
}

function isTroubled(link: KeptLink): boolean {
  return link.state === 'mending' || (link.state === 'connecting' && link.stateMs > TROUBLE_AFTER_MS);
}
