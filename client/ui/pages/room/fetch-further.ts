import { lazily } from '../../lazily.ts';

/**
 * Fetches what a room needs once somebody is in it. Not when it is first needed: later the server may be away, while the
 * conversation goes on.
 */
export async function fetchFurther(): Promise<void> {
  await lazily(() =>
    Promise.all([
      import('./room-further.ts'),
      // The desk asks for these by themselves when it has something to say.
      import('../../announce.ts'),
      import('../../words/refusal-words.ts'),
    ]),
  );
}
