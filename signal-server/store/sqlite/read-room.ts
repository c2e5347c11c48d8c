import * as v from 'valibot';
import { doors } from '../../../shared/protocol/text.ts';
import type { RoomEvent } from '../../../shared/room/events.ts';
import { evolve } from '../../../shared/room/evolve.ts';
import { NOBODY_INVITED, type Room, type RoomId } from '../../../shared/room/state.ts';
import { UnreadableRoom } from '../store-errors.ts';

interface RoomRows {
  readonly roomId: RoomId;
  readonly version: number;
  readonly snapshot: string;
  /** In the order of their versions. */
  readonly events: readonly { readonly version: number; readonly event: string }[];
}

/** As much as `evolve` needs in order not to fail. */
const snapshotShape = v.looseObject({
  stage: v.looseObject({
    roomId: v.string(),
    seq: v.number(),
    title: v.string(),
    ownerId: v.string(),
    live: v.boolean(),
    // Rooms of the first version had no other door, and so nobody was invited or let in.
    door: v.optional(v.picklist(doors), 'link'),
    people: v.array(v.looseObject({ id: v.string(), personId: v.string() })),
  }),
  version: v.number(),
  listeners: v.record(v.string(), v.looseObject({ id: v.string(), personId: v.string() })),
  knownBy: v.record(v.string(), v.array(v.string())),
  keptOut: v.array(v.string()),
  invited: v.optional(v.looseObject({ people: v.array(v.string()), following: v.boolean() }), () => ({
    ...NOBODY_INVITED,
    people: [],
  })),
  admitted: v.optional(v.array(v.string()), () => []),
});
const eventShape = v.looseObject({ type: v.string(), at: v.number() });

/** The snapshot, and what was recorded since. Throws `UnreadableRoom` for rows that are torn, foreign or have gaps. */
export function readRoom({ roomId, version, snapshot, events }: RoomRows): Room {
  // Parsed JSON has no type; the program wrote it from a Room, and the shape that matters is checked on the same line.
  const start = parse(roomId, snapshotShape, snapshot, 'its snapshot') as unknown as Room;
  if (start.stage.roomId !== roomId) throw new UnreadableRoom(roomId, 'its snapshot is of another room');
  const room = events.reduce((before, row) => {
    if (row.version !== before.version + 1)
      throw new UnreadableRoom(roomId, `no event ${before.version + 1}`);
    // The same here: written from a RoomEvent.
    return evolve(
      before,
      parse(roomId, eventShape, row.event, `event ${row.version}`) as unknown as RoomEvent,
    );
  }, start);
  if (room.version !== version)
    throw new UnreadableRoom(roomId, `its events end at ${room.version}, not ${version}`);
  return room;
}

function parse<Schema extends v.GenericSchema>(
  roomId: RoomId,
  shape: Schema,
  text: string,
  what: string,
): v.InferOutput<Schema> {
  try {
    return v.parse(shape, JSON.parse(text));
  } catch {
    // Without the cause: its message quotes the text, and with it people's names.
    throw new UnreadableRoom(roomId, `${what} is damaged`);
  }
}
