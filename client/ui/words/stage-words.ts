import { msg, str } from '@lit/localize';
import { STAGE_LIMIT } from '../../../shared/room/limits.ts';
import { refusalWords } from './refusal-words.ts';

/** From so few places on it is said how many are left. */
const FEW = 2;

/** How many more can come on stage. */
export function stagePlacesLeft(onStage: number): number {
  return Math.max(0, STAGE_LIMIT - onStage);
}

/** Said where people are brought on stage, before the limit is met; undefined while there is plenty of room. */
export function stageRoomWords(placesLeft: number): string | undefined {
  if (placesLeft > FEW) return undefined;
  if (placesLeft <= 0) return refusalWords('stage-full');
  return placesLeft === 1 ? msg('1 place left on stage.') : msg(str`${placesLeft} places left on stage.`);
}
