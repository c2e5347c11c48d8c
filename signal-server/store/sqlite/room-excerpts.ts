import type { Kysely } from 'kysely';
import type { PersonId, RoomId } from '../../../shared/room/state.ts';
import { browserKey } from '../../identity/browser-key.ts';
import { excerpt, presencesOf, without } from './excerpt.ts';
import { roomsNaming } from './naming-queries.ts';
import type { Tables } from './tables.ts';

/** By table. */
export type Rows = Readonly<Record<string, readonly object[]>>;

/** Stands for a record that is torn: nobody can say what of it is about whom. */
const DAMAGED = '(damaged)';
/** Stands for a hash or key with which nobody could do anything but try to guess or sign in. */
export const SECRET = '(secret, left out)';

/** What the records of rooms say of a member: all of the rows of their own rooms but who else was there, of others' only their part. */
export async function roomRows(db: Kysely<Tables>, member: PersonId): Promise<Rows> {
  const { own, others, browsers } = await roomsNaming(db, member);
  const browserKeys = new Set(browsers.map(browserKey));
  const keys = new Set([member, ...browserKeys]);
  const about = (value: unknown, names: ReadonlySet<string>) => {
    if (value === undefined) return DAMAGED;
    const part = excerpt(value, names);
    return part === undefined ? undefined : without(part, browserKeys, SECRET);
  };
  const rooms: object[] = [];
  const room_events: object[] = [];
  for (const roomId of [...own, ...others]) {
    const { row, room, events } = await records(db, roomId);
    // Somebody's presence in a room has an id of its own, by which what they do there is recorded.
    const presences = presencesOf([room, events.map(({ event }) => event)], keys);
    const names = new Set([...keys, ...presences]);
    const snapshot = about(room, names);
    if (own.includes(roomId)) rooms.push({ ...row, snapshot, invited: invitedIn(room) });
    else if (snapshot !== undefined) rooms.push({ id: roomId, snapshot });
    for (const { version, event } of events) {
      const said = about(event, names);
      if (said !== undefined) room_events.push({ room_id: roomId, version, event: said });
    }
  }
  return { rooms, room_events };
}

async function records(db: Kysely<Tables>, roomId: RoomId) {
  const { snapshot, ...row } = await db
    .selectFrom('rooms')
    .selectAll()
    .where('id', '=', roomId)
    .executeTakeFirstOrThrow();
  const events = await db
    .selectFrom('room_events')
    .select(['version', 'event'])
    .where('room_id', '=', roomId)
    .orderBy('version')
    .execute();
  return {
    row,
    room: parsed(snapshot),
    events: events.map(({ version, event }) => ({ version, event: parsed(event) })),
  };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whom the owner has put on the list of a room: that they chose these people is a thing about them. */
function invitedIn(room: unknown): unknown {
  return typeof room === 'object' && room !== null && 'invited' in room ? room.invited : undefined;
}
