import type { RoomId } from '../../shared/room/state.ts';
import { routeOf } from './router.ts';

const KEY = 'parley.before-door';
const LASTS_MS = 60 * 60_000;

/**
 * Notes before whose door somebody stands who may come in once they have signed in or joined. It is kept for every tab: the
 * link that signs in may open in another one.
 */
export function noteWayBack(room: RoomId): void {
  keep(JSON.stringify({ room, at: Date.now() }));
}

/** The path of the room to go back to, if somebody stood before its door within the last hour. */
export function wayBack(): string | undefined {
  try {
    return readWayBack(localStorage.getItem(KEY), Date.now());
  } catch {
    return undefined;
  }
}

export function forgetWayBack(): void {
  keep(null);
}

/** Whatever is kept: nothing but the path of a room comes out, and only within the hour. */
export function readWayBack(kept: string | null, now: number): string | undefined {
  const { room, at } = asNote(kept);
  const age = typeof at === 'number' ? now - at : Infinity;
  if (typeof room !== 'string' || age < 0 || age > LASTS_MS) return undefined;
  const path = `/r/${room}`;
  const route = routeOf({ pathname: path, hash: '' });
  return route.page === 'room' && route.room === room ? path : undefined;
}

function asNote(kept: string | null): { room?: unknown; at?: unknown } {
  try {
    const note: unknown = JSON.parse(kept ?? 'null');
    return typeof note === 'object' && note !== null ? note : {};
  } catch {
    return {};
  }
}

function keep(note: string | null): void {
  try {
    if (note === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, note);
  } catch {
    // Private windows may forbid storage: one finds back by the link then.
  }
}
