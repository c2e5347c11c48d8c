import type { Happening } from '../session/room-state.ts';
import type { Earcon } from './earcons.ts';
import type { Ear } from './words/happening-words.ts';

/** The sound that goes with something that happened; most things happen silently. */
export function happeningEarcon(happening: Happening, { you, moderator }: Ear): Earcon | undefined {
  switch (happening.type) {
    case 'stage':
      return stageEarcon(happening.event, you);
    case 'hand-raised':
    case 'knock':
      return moderator ? 'hand' : undefined;
    case 'asked-to-unmute':
    case 'invited':
      return 'asked';
    case 'microphone-lost':
      return 'gone';
    case 'connection':
    case 'hand-lowered':
      return undefined;
  }
}

function stageEarcon(event: Extract<Happening, { type: 'stage' }>['event'], you: string): Earcon | undefined {
  if (event.type === 'came-on-stage') return 'arrive';
  if (event.type === 'muted' && event.who === you && event.by !== you) return 'muted';
  return undefined;
}
