import { msg, str } from '@lit/localize';
import type { Preview } from '../../../shared/protocol/messages.ts';

/** For whom a room is open to whose door one stands, and whose room it is. */
export function closedDoorWords({ standing, ownerName: owner }: Preview): {
  readonly heading: string;
  readonly text: string;
} {
  switch (standing) {
    case 'members-only':
      return {
        heading: msg('This room is for members.'),
        text: msg(str`It is ${owner}’s room. People with an account on this server can come in.`),
      };
    case 'invited-only':
      return {
        heading: msg('This room is for invited people.'),
        text: msg(str`It is ${owner}’s room. People whom ${owner} has invited can come in.`),
      };
    default:
      return {
        heading: msg('The room is locked.'),
        text: msg('Nobody new can come in right now, unless a moderator lets you in.'),
      };
  }
}

/** What the owner could do. */
export function askOwnerWords(standing: Preview['standing'], owner: string): string {
  return standing === 'members-only'
    ? msg(str`You can also ask ${owner} for an invitation to this server: members can invite their friends.`)
    : msg(str`You can also ask ${owner} for an invitation to this room.`);
}

/** While one waits. */
export function toldWords(): string {
  return msg('The moderators were told. You go in as soon as somebody lets you in.');
}
