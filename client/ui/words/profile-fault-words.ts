import { msg } from '@lit/localize';
import type { ProfileText } from '../../../shared/protocol/members.ts';
import { ABOUT_LIMIT, NAME_LIMIT } from '../../../shared/protocol/text.ts';
import type { ProfileFaults } from '../read-profile.ts';
import { handleFaultWords } from './handle-fault-words.ts';
import { textFaultWords } from './text-fault-words.ts';

/** What is wrong with one text of a profile, to be shown beside its field; '' if nothing is. */
export function profileFaultWords(field: keyof ProfileText, faults: ProfileFaults): string {
  if (field === 'handle') return faults.handle ? handleFaultWords(faults.handle) : '';
  const fault = faults[field];
  if (!fault) return '';
  if (fault === 'elsewhere') return elsewhereWords(field);
  return textFaultWords(fault, field === 'about' ? ABOUT_LIMIT : NAME_LIMIT);
}

function elsewhereWords(field: keyof ProfileText): string {
  return field === 'instagram'
    ? msg('That is no Instagram name. Type it as it is there, or paste the address of the profile.')
    : msg('That is no LinkedIn profile. Paste its address, with /in/ or /company/ in it.');
}
