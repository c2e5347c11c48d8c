import type { RoomId } from '../../shared/room/state.ts';
import type { ServerApi } from '../session/api.ts';
import type { RoomControls } from '../session/room-state.ts';

/** A visit to a room, from looking at it to turning away. */
export type RoomVisit = RoomControls & { dispose(): void };

/** What the page stands on; the showcase stands it on something else. */
export interface Services {
  readonly api: ServerApi;
  readonly visitRoom: (room: RoomId) => RoomVisit;
}
