import type { Answer, Preview } from '../../shared/protocol/messages.ts';
import type { RoomId } from '../../shared/room/state.ts';
import type { SessionInfo } from './room-state.ts';

/** What the page asks of the server over HTTP. Nothing throws: no network is the refusal `unavailable`. */
export interface ServerApi {
  fetchSession(): Promise<Answer<SessionInfo>>;
  /** Turns the one-time link of a server's owner into their account and session. */
  redeemOwnerLink(token: string, name: string): Promise<Answer<SessionInfo>>;
  signOut(): Promise<Answer<unknown>>;
  /** The rooms that are live now, and one's own closed ones. */
  fetchRooms(): Promise<Answer<readonly Preview[]>>;
  openRoom(title: string): Promise<Answer<{ readonly room: RoomId }>>;
  reopenRoom(room: RoomId): Promise<Answer<unknown>>;
}

export const serverApi: ServerApi = {
  fetchSession: () => request('GET', '/session'),
  redeemOwnerLink: (token, name) => request('POST', '/session/owner', { token, name }),
  signOut: () => request('DELETE', '/session'),
  fetchRooms: () => request('GET', '/rooms'),
  openRoom: (title) => request('POST', '/rooms', { title }),
  reopenRoom: (room) => request('POST', `/rooms/${encodeURIComponent(room)}/open`, {}),
};

async function request<Value>(method: string, path: string, body?: object): Promise<Answer<Value>> {
  try {
    const response = await fetch(`/api${path}`, {
      method,
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    // The server is our own and of the same version: its answers are taken at their word.
    const answer = (await response.json()) as Partial<Answer<Value>>;
    return typeof answer.ok === 'boolean' ? (answer as Answer<Value>) : { ok: false, reason: 'unavailable' };
  } catch {
    return { ok: false, reason: 'unavailable' };
  }
}
