import type { Kysely } from 'kysely';
import type { RoomEvent } from '../../../shared/room/events.ts';
import type { Door, PersonId, Room, RoomId } from '../../../shared/room/state.ts';
import { VersionConflict } from '../store-errors.ts';
import type { RoomTitle, StoredRoom } from '../store.ts';
import { readRoom } from './read-room.ts';
import type { Tables } from './tables.ts';

export interface EventRecord {
  readonly roomId: RoomId;
  readonly fromVersion: number;
  readonly events: readonly RoomEvent[];
}

export async function createRoom(db: Kysely<Tables>, room: Room, at: number): Promise<void> {
  const { roomId: id, ownerId: owner_id, title, live, door } = room.stage;
  const snapshot = JSON.stringify(room);
  await db
    .insertInto('rooms')
    .values({
      id,
      owner_id,
      title,
      live: live ? 1 : 0,
      door,
      version: room.version,
      snapshot,
      created_at: at,
    })
    .execute();
}

export function findRoom(db: Kysely<Tables>, roomId: RoomId): Promise<StoredRoom | undefined> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('rooms')
      .innerJoin('people', 'people.id', 'rooms.owner_id')
      .leftJoin('members', 'members.person_id', 'rooms.owner_id')
      .select(['rooms.snapshot', 'rooms.version', 'people.name as ownerName', 'handle as ownerHandle'])
      .where('rooms.id', '=', roomId)
      .executeTakeFirst();
    if (!row) return undefined;
    const events = await transaction
      .selectFrom('room_events')
      .select(['version', 'event'])
      .where('room_id', '=', roomId)
      .orderBy('version')
      .execute();
    return {
      room: readRoom({ roomId, version: row.version, snapshot: row.snapshot, events }),
      ownerName: row.ownerName,
      ...(row.ownerHandle !== null && { ownerHandle: row.ownerHandle }),
    };
  });
}

export async function liveRooms(db: Kysely<Tables>): Promise<readonly RoomId[]> {
  const rows = await db.selectFrom('rooms').select('id').where('live', '=', 1).execute();
  return rows.map(({ id }) => id);
}

/** The newest first. */
export function closedRoomsOf(db: Kysely<Tables>, ownerId: PersonId): Promise<readonly RoomTitle[]> {
  return db
    .selectFrom('rooms')
    .select(['id as roomId', 'title', 'door'])
    .where('owner_id', '=', ownerId)
    .where('live', '=', 0)
    .orderBy('created_at', 'desc')
    .execute();
}

export async function recordAll(db: Kysely<Tables>, records: readonly EventRecord[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const record of records) await recordOne(transaction, record);
  });
}

async function recordOne(db: Kysely<Tables>, { roomId, fromVersion, events }: EventRecord): Promise<void> {
  if (events.length === 0) return;
  const advanced = await db
    .updateTable('rooms')
    .set({ version: fromVersion + events.length, ...headline(events) })
    .where('id', '=', roomId)
    .where('version', '=', fromVersion)
    .executeTakeFirstOrThrow();
  if (advanced.numUpdatedRows !== 1n) throw new VersionConflict(roomId, fromVersion);
  const rows = events.map((event, index) => ({
    room_id: roomId,
    version: fromVersion + index + 1,
    event: JSON.stringify(event),
  }));
  // SQLite takes 32,766 parameters in a statement; these are three a row.
  for (let first = 0; first < rows.length; first += 1_000) {
    await db
      .insertInto('room_events')
      .values(rows.slice(first, first + 1_000))
      .execute();
  }
}

/** What the events say about the columns by which a room is found. */
function headline(events: readonly RoomEvent[]): { title?: string; live?: 0 | 1; door?: Door } {
  return events.reduce((columns, event) => {
    switch (event.type) {
      case 'opened':
        return { ...columns, live: 1 };
      case 'closed':
        return { ...columns, live: 0 };
      case 'retitled':
        return { ...columns, title: event.title };
      case 'door-changed':
        return { ...columns, door: event.door };
      default:
        return columns;
    }
  }, {});
}

export async function compactRoom(db: Kysely<Tables>, room: Room): Promise<void> {
  const { roomId } = room.stage;
  await db.transaction().execute(async (transaction) => {
    const kept = await transaction
      .updateTable('rooms')
      .set({ snapshot: JSON.stringify(room) })
      .where('id', '=', roomId)
      .where('version', '=', room.version)
      .executeTakeFirstOrThrow();
    if (kept.numUpdatedRows !== 1n) throw new VersionConflict(roomId, room.version);
    await transaction.deleteFrom('room_events').where('room_id', '=', roomId).execute();
  });
}
