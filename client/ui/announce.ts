import type { Happening } from '../session/room-state.ts';
import { playEarcon } from './earcons.ts';
import { happeningEarcon } from './happening-earcon.ts';
import { type Ear, happeningWords } from './words/happening-words.ts';

/** Says what happened, and plays the sound that goes with it; some things happen without either. */
export function announce(happening: Happening, ear: Ear, say: (words: string) => void): void {
  const words = happeningWords(happening, ear);
  if (words) say(words);
  const earcon = happeningEarcon(happening, ear);
  if (earcon) playEarcon(earcon);
}
