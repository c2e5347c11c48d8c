import { lazily } from '../../lazily.ts';

/**
 * Fetches what a room needs once somebody is in it. Not when it is first needed: later the server may be away, while the
 * conversation goes on.
 */
export function fetchFurther(): Promise<boolean> {
  return lazily(() => import('./room-further.ts'));
}
