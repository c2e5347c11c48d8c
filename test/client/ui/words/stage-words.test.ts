import { expect, test } from 'vitest';
import { stagePlacesLeft, stageRoomWords } from '../../../../client/ui/words/stage-words.ts';
import { STAGE_LIMIT } from '../../../../shared/room/limits.ts';

test('the limit of the stage is said before it is met, and no sooner than it matters', () => {
  const words = [5, 3, 2, 1, 0].map((left) => stageRoomWords(stagePlacesLeft(STAGE_LIMIT - left)));
  expect(words).toEqual([
    undefined,
    undefined,
    '2 places left on stage.',
    '1 place left on stage.',
    'The stage is full. Somebody has to move to the audience first.',
  ]);
});

test('whoever came on stage beyond the limit leaves no fewer places than none', () => {
  expect(stagePlacesLeft(STAGE_LIMIT + 1)).toBe(0);
});
