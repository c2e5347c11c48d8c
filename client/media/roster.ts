import type { ParticipantId } from '../../shared/room/state.ts';

/** Whom one may hear, by the room's roster. Nobody else's voice is played or passed on, whatever anyone sends. */
export interface Roster {
  readonly you: ParticipantId;
  readonly onStage: boolean;
  readonly audible: ReadonlySet<ParticipantId>;
  /** On stage and muted: may be heard soon. */
  readonly soon: ReadonlySet<ParticipantId>;
  /** Of those on stage who sign what they say: by what it is checked where somebody passes it on. */
  readonly keys: ReadonlyMap<ParticipantId, string>;
}

export const NOBODY: Roster = {
  you: '',
  onStage: false,
  audible: new Set(),
  soon: new Set(),
  keys: new Map(),
};
