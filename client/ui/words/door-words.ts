import { msg } from '@lit/localize';
import type { Door } from '../../../shared/room/state.ts';

/** The mark of a room that not everyone with its link can enter; '' for the others. */
export function doorMarkWords(door: Door): string {
  switch (door) {
    case 'link':
      return '';
    case 'members':
      return msg('members only');
    case 'invited':
      return msg('invited only');
  }
}
