import { msg, str } from '@lit/localize';
import type { RoomEnding } from '../../session/room-state.ts';
import { refusalWords } from './refusal-words.ts';

/** Why one is no longer in the room: a heading, and what that means as long as the room is open. */
export function endingWords(ending: RoomEnding): { readonly heading: string; readonly text: string } {
  switch (ending.reason) {
    case 'left':
      return { heading: msg('You left quietly.'), text: msg('Nobody was told. The conversation goes on.') };
    case 'removed':
      return {
        heading: ending.by
          ? msg(str`${ending.by} removed you from this room.`)
          : msg('You were removed from this room.'),
        text: msg('You cannot come back to this room.'),
      };
    case 'closed':
      return {
        heading: ending.by ? msg(str`${ending.by} closed the room.`) : msg('The room has closed.'),
        text: msg('It is open again.'),
      };
    case 'replaced':
      return {
        heading: msg('You went on in another tab.'),
        text: msg('A person can be in a room once. You can bring the conversation back here.'),
      };
    case 'timed-out':
      return {
        heading: msg('The connection was gone for too long.'),
        text: msg('After half a minute your place was given up. You can join again.'),
      };
    case 'refused':
      return { heading: msg('You are not in the room any more.'), text: refusalWords(ending.why) };
  }
}
