import type { ColumnType } from 'kysely';
import type { InviteState } from '../../../shared/protocol/members.ts';
import type { Door, Person } from '../../../shared/room/state.ts';

/** The tables as the queries see them. */
export interface Tables {
  people: { id: string; kind: Person['kind']; name: string; created_at: number };
  sessions: {
    token_hash: string;
    browser: string;
    person_id: string | null;
    /** Who was signed in until they signed out, if the row is still there for its browser's name. */
    former_person_id: Defaulted<string | null>;
    created_at: number;
    visited_at: number;
    /** Browser and system, as `SignedInDevice.description`. */
    device: Defaulted<string>;
  };
  owner_ticket: { ticket_hash: string; created_at: number };
  sign_in_links: {
    token_hash: string;
    person_id: string;
    expires_at: number;
    /** Whether whoever runs the server made it. */
    recovers: 0 | 1;
  };
  passkeys: PasskeyRow;
  members: MemberRow;
  pictures: { person_id: string; name: string; webp: Buffer };
  invites: InviteRow;
  /** The rooms that count towards a member's next invite: at most two. */
  room_uses: { person_id: string; room_id: string };
  follows: { follower_id: string; followed_id: string; created_at: number };
  blocks: { blocker_id: string; blocked_id: string; created_at: number };
  rooms: RoomRow;
  room_events: { room_id: string; version: number; event: string };
}

/** A column that has a value of its own where none is given. */
type Defaulted<Value> = ColumnType<Value, Value | undefined, Value>;

interface MemberRow {
  person_id: string;
  handle: string;
  about: Defaulted<string>;
  instagram: Defaulted<string>;
  linkedin: Defaulted<string>;
  invited_by: string | null;
  /** How many invites they may still make. */
  invites: number;
  joined_at: number;
}

interface InviteRow {
  id: string;
  inviter_id: string;
  /** '' once redeemed. */
  friend_name: string;
  state: InviteState;
  token_hash: string;
  /** HMAC-SHA-256 of the number under a key that is not in the database; null once the invite has ended. */
  phone_hash: string | null;
  wrong_numbers: Defaulted<number>;
  /** Whether it was made on the server's machine, and so costs nobody an invite. */
  extra: 0 | 1;
  redeemed_by: string | null;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
}

interface PasskeyRow {
  id: string;
  person_id: string;
  public_key: Buffer;
  counter: number;
  /** A JSON list. */
  transports: string;
  device: string;
  created_at: number;
  used_at: number | null;
}

interface RoomRow {
  id: string;
  owner_id: string;
  /** `title`, `live` and `door` repeat what the room's events say, to be found by. */
  title: string;
  live: 0 | 1;
  door: Door;
  /** After the last recorded event; the snapshot's own version may be lower. */
  version: number;
  snapshot: string;
  created_at: number;
}
