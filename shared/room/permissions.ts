import type { Command } from './commands.ts';
import type { Role } from './state.ts';

/** Whom a role may do something to: nobody, only oneself, only others, or anyone. */
export type Reach = 'nobody' | 'self' | 'others' | 'anyone';

/** Who may do what in a room. What a role is not listed for, it may not do; what only the owner may do has no role. */
export const permissions: Record<Command['type'], Partial<Record<Role, Reach>>> = {
  'raise-hand': { listener: 'self' },
  'lower-hand': { listener: 'self', moderator: 'others' },
  'bring-on-stage': { moderator: 'others' },
  'accept-stage': { listener: 'self' },
  'decline-stage': { listener: 'self' },
  'move-to-audience': { speaker: 'self', moderator: 'anyone' },
  mute: { speaker: 'self', moderator: 'anyone' },
  unmute: { speaker: 'self', moderator: 'self' },
  'ask-to-unmute': { moderator: 'others' },
  'make-moderator': { moderator: 'others' },
  'take-back-moderator': { moderator: 'anyone' },
  remove: { moderator: 'others' },
  lock: { moderator: 'anyone' },
  'set-hands': { moderator: 'anyone' },
  retitle: { moderator: 'anyone' },
  close: { moderator: 'anyone' },
  'let-in': { moderator: 'anyone' },
  'turn-away': { moderator: 'anyone' },
  'set-door': {},
};

/** What the owner may do in whatever role, be it in the audience, and nobody else: whom the room is for is theirs to say. */
const ownersAlone: ReadonlySet<Command['type']> = new Set(['set-door']);

export function isOwnersAlone(command: Command['type']): boolean {
  return ownersAlone.has(command);
}

/** Whether the table lets this role do this, to oneself or to somebody else. */
export function permits(role: Role, command: Command['type'], toSelf: boolean): boolean {
  const reach = permissions[command][role] ?? 'nobody';
  return reach === 'anyone' || reach === (toSelf ? 'self' : 'others');
}
