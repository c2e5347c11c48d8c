import { msg, str } from '@lit/localize';
import type { StageEvent } from '../../../shared/room/events.ts';
import type { Door } from '../../../shared/room/state.ts';
import type { Happening } from '../../session/room-state.ts';

type OnStage = Extract<Happening, { type: 'stage' }>;

/** Who hears of it. */
export interface Ear {
  readonly you: string;
  readonly moderator: boolean;
}

/** The sentence for something that happened, or undefined where the page says enough (or leaving should be quiet). */
export function happeningWords(happening: Happening, ear: Ear): string | undefined {
  switch (happening.type) {
    case 'stage':
      return aboutYou(happening, ear) ?? aboutOthers(happening, ear);
    case 'hand-raised':
      return ear.moderator ? msg(str`${happening.listener.name} raised a hand.`) : undefined;
    case 'knock':
      return ear.moderator ? msg(str`${happening.who.name} knocks.`) : undefined;
    case 'asked-to-unmute':
      return msg(str`${happening.by} asks you to unmute.`);
    case 'hand-lowered':
      return msg(str`${happening.by} lowered your hand.`);
    case 'invited':
      return undefined;
    case 'connection':
      return happening.connection === 'online'
        ? msg('The server is back.')
        : msg('The server is not reachable. The conversation goes on.');
    case 'microphone-lost':
      return msg('Your microphone is gone. You are muted.');
  }
}

/** What others did to you, with who it was. */
function aboutYou({ event, before, after }: OnStage, { you }: Ear): string | undefined {
  const concerned = event.type === 'came-on-stage' ? event.person.id : 'who' in event ? event.who : undefined;
  if (concerned !== you) return undefined;
  const by = actor(event, before) ?? actor(event, after);
  const self = 'by' in event && event.by === you;
  switch (event.type) {
    case 'came-on-stage':
      return msg('You are on stage, muted.');
    case 'muted':
      return self ? undefined : by ? msg(str`${by} muted you.`) : msg('You were muted.');
    case 'moved-to-audience':
      return by && !self ? msg(str`${by} moved you to the audience.`) : msg('You are in the audience now.');
    case 'became-moderator':
      return by ? msg(str`${by} made you a moderator.`) : msg('You are a moderator now.');
    case 'ceased-moderating':
      return by && !self
        ? msg(str`${by} took back your moderator role.`)
        : msg('You are not a moderator any more.');
    default:
      return undefined;
  }
}

function aboutOthers({ event, before, after }: OnStage, { you }: Ear): string | undefined {
  const by = actor(event, before) ?? '';
  switch (event.type) {
    case 'came-on-stage':
      return event.person.id === you ? undefined : msg(str`${event.person.name} came on stage.`);
    case 'moved-to-audience':
      return event.who === you ? undefined : msg(str`${nameOf(event.who, before)} moved to the audience.`);
    case 'left-stage':
      return event.departure === 'removed' && by
        ? msg(str`${by} removed ${nameOf(event.who, before)}.`)
        : undefined;
    case 'became-moderator':
      return event.who === you ? undefined : msg(str`${nameOf(event.who, after)} is a moderator now.`);
    case 'retitled':
      return event.by === you ? undefined : msg(str`${by} changed the title.`);
    case 'lock-changed':
      return event.locked ? msg('The room is locked now.') : msg('The room is not locked any more.');
    case 'door-changed':
      return doorChangedWords(event.door);
    case 'hands-changed':
      return handsWords(event.hands);
    default:
      return undefined;
  }
}

function handsWords(hands: 'everyone' | 'members' | 'off'): string {
  if (hands === 'everyone') return msg('Everyone may raise a hand now.');
  return hands === 'members' ? msg('Members may raise a hand now.') : msg('Hands are closed now.');
}

function doorChangedWords(door: Door): string {
  if (door === 'link') return msg('Anyone with the link can come in now.');
  return door === 'members'
    ? msg('Only members can come in now.')
    : msg('Only invited people can come in now.');
}

function actor(event: StageEvent, { people }: OnStage['before']): string | undefined {
  return 'by' in event && event.by !== null ? people.find(({ id }) => id === event.by)?.name : undefined;
}

function nameOf(who: string, { people }: OnStage['before']): string {
  return people.find(({ id }) => id === who)?.name ?? '';
}
