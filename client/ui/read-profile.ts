import { readElsewhere } from '../../shared/members/elsewhere.ts';
import { type HandleFault, readHandle } from '../../shared/members/handle.ts';
import type { ProfileText } from '../../shared/protocol/members.ts';
import { ABOUT_LIMIT, NAME_LIMIT, readLines, readText, type TextFault } from '../../shared/protocol/text.ts';

/** What is wrong with each text of a profile; `elsewhere` is a name or address that cannot be one at that host. */
export type ProfileFaults = {
  readonly [field in keyof ProfileText]?: field extends 'handle' ? HandleFault : TextFault | 'elsewhere';
};

/** A typed profile as the server will keep it, or what it would refuse: judged by the same functions. */
export function readProfile(
  typed: ProfileText,
): { readonly text: ProfileText } | { readonly faults: ProfileFaults } {
  const handle = readHandle(typed.handle);
  const name = readText(typed.name, NAME_LIMIT);
  const about = readLines(typed.about, ABOUT_LIMIT);
  const instagram = readElsewhere('instagram', typed.instagram);
  const linkedin = readElsewhere('linkedin', typed.linkedin);
  if ('handle' in handle && 'text' in name && 'text' in about && instagram !== null && linkedin !== null)
    return { text: { handle: handle.handle, name: name.text, about: about.text, instagram, linkedin } };
  return {
    faults: {
      ...('fault' in handle && { handle: handle.fault }),
      ...('fault' in name && { name: name.fault }),
      ...('fault' in about && { about: about.fault }),
      ...(instagram === null && { instagram: 'elsewhere' }),
      ...(linkedin === null && { linkedin: 'elsewhere' }),
    },
  };
}
