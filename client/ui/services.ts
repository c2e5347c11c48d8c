import type { RoomId } from '../../shared/room/state.ts';
import type { ServerApi } from '../session/api.ts';
import type { MembersApi } from '../session/members-api.ts';
import type { RoomControls } from '../session/room-state.ts';

/** A visit to a room, from looking at it to turning away. */
export type RoomVisit = RoomControls & { dispose(): void };

/** What the page stands on; the showcase stands it on something else. */
export interface Services {
  readonly api: ServerApi;
  /** Fetched when a page about members is first opened. */
  readonly membersApi: () => Promise<MembersApi>;
  readonly visitRoom: (room: RoomId) => RoomVisit;
}
