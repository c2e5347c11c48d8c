import type { Command } from '../../shared/room/commands.ts';
import { permits } from '../../shared/room/permissions.ts';
import type { Role } from '../../shared/room/state.ts';
import type { RoomPerson } from './room-people.ts';

/** What a person's menu may offer, in its order. */
export type PersonAction = Extract<Command, { who: string }>['type'];

const menu: readonly PersonAction[] = [
  'bring-on-stage',
  'mute',
  'ask-to-unmute',
  'lower-hand',
  'make-moderator',
  'take-back-moderator',
  'move-to-audience',
  'remove',
];

/** The acts that the viewer may do to this person and that would change something. The server has the last word. */
export function actionsFor(viewer: { role: Role }, person: RoomPerson, moderators: number): PersonAction[] {
  return menu.filter(
    (action) =>
      makesSense[action](person) && mayDo(viewer, action, person) && !leavesNone(action, person, moderators),
  );
}

function mayDo(viewer: { role: Role }, action: PersonAction, person: RoomPerson): boolean {
  // The owner may always come back on their own stage.
  if (action === 'bring-on-stage' && person.you) return person.owner;
  return permits(viewer.role, action, person.you);
}

function leavesNone(action: PersonAction, person: RoomPerson, moderators: number): boolean {
  const stepsDown = action === 'take-back-moderator' || action === 'move-to-audience';
  return stepsDown && person.role === 'moderator' && moderators < 2;
}

const makesSense: Record<PersonAction, (person: RoomPerson) => boolean> = {
  'bring-on-stage': ({ role, invited }) => role === 'listener' && !invited,
  mute: ({ role, muted, you }) => role !== 'listener' && !muted && !you,
  'ask-to-unmute': ({ role, muted }) => role !== 'listener' && muted,
  'lower-hand': ({ handRaised }) => handRaised,
  'make-moderator': ({ role, kind }) => role === 'speaker' && kind === 'member',
  'take-back-moderator': ({ role, owner }) => role === 'moderator' && !owner,
  'move-to-audience': ({ role, owner, you }) => role !== 'listener' && (!owner || you),
  remove: ({ owner }) => !owner,
};
