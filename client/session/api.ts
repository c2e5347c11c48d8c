import type { Answer, DoorChoice, NewRoom, Preview } from '../../shared/protocol/messages.ts';
import type { RoomId } from '../../shared/room/state.ts';
import { request } from './request.ts';
import type { SessionInfo } from './room-state.ts';

/** What the page asks of the server over HTTP. Nothing throws: no network is the refusal `unavailable`. */
export interface ServerApi {
  fetchSession(): Promise<Answer<SessionInfo>>;
  /** Turns the one-time link of a server's owner into their account and session. */
  redeemOwnerLink(
    token: string,
    member: { readonly handle: string; readonly name: string },
  ): Promise<Answer<SessionInfo>>;
  signOut(): Promise<Answer<unknown>>;
  /** The rooms that are live now, and one's own closed ones. */
  fetchRooms(): Promise<Answer<readonly Preview[]>>;
  openRoom(room: NewRoom): Promise<Answer<{ readonly room: RoomId }>>;
  reopenRoom(room: RoomId): Promise<Answer<unknown>>;
  /** Of one's own room. In a live one the command `set-door` changes it. */
  fetchDoor(room: RoomId): Promise<Answer<DoorChoice>>;
}

export const serverApi: ServerApi = {
  fetchSession: () => request('GET', '/session'),
  redeemOwnerLink: (token, member) => request('POST', '/session/owner', { token, ...member }),
  signOut: () => request('DELETE', '/session'),
  fetchRooms: () => request('GET', '/rooms'),
  openRoom: (room) => request('POST', '/rooms', room),
  reopenRoom: (room) => request('POST', `/rooms/${encodeURIComponent(room)}/open`, {}),
  fetchDoor: (room) => request('GET', `/rooms/${encodeURIComponent(room)}/door`),
};
