import { msg } from '@lit/localize';
import type { Door } from '../../../shared/room/state.ts';

/** What a door is called where it is chosen, what it means, and how that is said in short. */
export function doorChoiceWords(door: Door): {
  readonly name: string;
  readonly meaning: string;
  readonly sum: string;
} {
  switch (door) {
    case 'link':
      return {
        name: msg('Anyone with the link'),
        meaning: msg('Whoever opens the link can come in, also without an account.'),
        sum: msg('Anyone with the link can come in'),
      };
    case 'members':
      return {
        name: msg('Members'),
        meaning: msg('People with an account on this server. Everybody else can knock.'),
        sum: msg('Members can come in'),
      };
    case 'invited':
      return {
        name: msg('Invited people'),
        meaning: msg('Only whom you choose. Everybody else can knock.'),
        sum: msg('Only people whom you invite can come in'),
      };
  }
}
