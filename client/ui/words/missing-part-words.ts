import { msg } from '@lit/localize';
import type { PartMissingEvent } from '../lazily.ts';

/** Why a part of the page is not there: the only refusals whose words must not be fetched themselves. */
export function missingPartWords(why: PartMissingEvent['why']): string {
  return why === 'outdated'
    ? msg('Parley was updated. Load the page again.')
    : msg('The server is not reachable. Check your connection and try again.');
}
