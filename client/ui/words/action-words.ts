import { msg } from '@lit/localize';
import type { PersonAction } from '../person-actions.ts';
import type { RoomPerson } from '../room-people.ts';

/** What a person's menu calls the things that can be done. */
export function actionWords(action: PersonAction, person: RoomPerson): string {
  switch (action) {
    case 'bring-on-stage':
      return person.you ? msg('Come back on stage') : msg('Bring on stage');
    case 'mute':
      return msg('Mute');
    case 'ask-to-unmute':
      return msg('Ask to unmute');
    case 'lower-hand':
      return msg('Lower hand');
    case 'make-moderator':
      return msg('Make moderator');
    case 'take-back-moderator':
      return msg('Take back moderator');
    case 'move-to-audience':
      return msg('Move to audience');
    case 'remove':
      return msg('Remove from room');
  }
}
