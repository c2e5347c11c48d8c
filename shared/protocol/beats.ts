import type { Slots } from './signals.ts';

/**
 * What two linked pages tell each other over their data channel, several times a second and at once when something changes. The
 * channel neither orders nor repeats: each beat says everything, and one that a newer one has overtaken (by `n`) is not looked at.
 */
export type Beat = StageBeat | ChildBeat | ParentBeat;

/** Between two who hear each other: only that one is there. */
export interface StageBeat {
  readonly n: number;
}

/** From a child, or from somebody whose standby the other is. */
export interface ChildBeat {
  readonly n: number;
  /** Whether the audio is wanted now. */
  readonly wants: boolean;
  /** Asks for a beat in return, at once: the other has not been heard of for a while. */
  readonly asks?: true;
}

/** From a parent or standby. */
export interface ParentBeat {
  readonly n: number;
  /** Whether audio is being sent over this link. */
  readonly flows: boolean;
  /** Whose voice is in each slot, null where it is empty. */
  readonly slots: Slots;
  /** The way this parent hears the room itself is lost, or it is about to go: whoever can turn elsewhere should do it now. */
  readonly leaving?: true;
}
