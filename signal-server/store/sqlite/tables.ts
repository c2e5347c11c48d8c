import type { Person } from '../../../shared/room/state.ts';

/** The tables as the queries see them. */
export interface Tables {
  people: { id: string; kind: Person['kind']; name: string; created_at: number };
  sessions: {
    token_hash: string;
    browser: string;
    person_id: string | null;
    created_at: number;
    visited_at: number;
  };
  owner_ticket: { ticket_hash: string; created_at: number };
  rooms: RoomRow;
  room_events: { room_id: string; version: number; event: string };
}

interface RoomRow {
  id: string;
  owner_id: string;
  /** `title` and `live` repeat what the room's events say, to be found by. */
  title: string;
  live: 0 | 1;
  /** After the last recorded event; the snapshot's own version may be lower. */
  version: number;
  snapshot: string;
  created_at: number;
}
