import type { Roster } from '../media/roster.ts';
import type { Inside } from './room-state.ts';

/** Whom this page may hear and pass on, by the room's state. */
export function rosterOf({ you, stage }: Inside): Roster {
  const others = stage.people.filter(({ id }) => id !== you);
  const idsOf = (wanted: boolean) =>
    new Set(others.filter(({ muted }) => muted === wanted).map(({ id }) => id));
  return {
    you,
    onStage: others.length < stage.people.length,
    audible: idsOf(false),
    soon: idsOf(true),
    keys: new Map(others.flatMap(({ id, voiceKey }) => (voiceKey === undefined ? [] : [[id, voiceKey]]))),
  };
}
