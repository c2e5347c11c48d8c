import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { RoomEvent } from '../../../shared/room/events.ts';
import type { Person, PersonId, Room, RoomId } from '../../../shared/room/state.ts';
import { GroupCommit } from '../group-commit.ts';
import type { Redemption, RoomTitle, Session, SignIn, Store, StoredRoom } from '../store.ts';
import * as people from './people-queries.ts';
import * as rooms from './room-queries.ts';
import { SqliteInvites } from './sqlite-invites.ts';
import { SqliteMembers } from './sqlite-members.ts';
import { SqliteSignIns } from './sqlite-sign-ins.ts';
import type { Tables } from './tables.ts';

/** The store in one SQLite file. Every write waits for the disk (`synchronous=FULL`), and they wait together. */
export class SqliteStore implements Store {
  readonly invites: SqliteInvites;
  readonly members: SqliteMembers;
  readonly signIns: SqliteSignIns;
  readonly #db: Kysely<Tables>;
  readonly #records: GroupCommit<rooms.EventRecord>;
  #compacting: Promise<void> = Promise.resolve();

  constructor(db: Kysely<Tables>) {
    this.#db = db;
    this.invites = new SqliteInvites(db);
    this.members = new SqliteMembers(db, () => this.#settled());
    this.signIns = new SqliteSignIns(db);
    this.#records = new GroupCommit((records) => rooms.recordAll(db, records));
  }

  async check(): Promise<void> {
    await sql`select count(*) from owner_ticket`.execute(this.#db);
  }

  async close(): Promise<void> {
    await this.#settled();
    await this.#db.destroy();
  }

  findSession(tokenHash: string): Promise<Session | undefined> {
    return people.findSession(this.#db, tokenHash);
  }

  signInGuest(signIn: SignIn): Promise<Person> {
    return people.signInGuest(this.#db, signIn);
  }

  renameGuest(personId: PersonId, name: string): Promise<void> {
    return people.renameGuest(this.#db, personId, name);
  }

  noteVisit(tokenHash: string, at: number): Promise<boolean> {
    return people.noteVisit(this.#db, tokenHash, at);
  }

  signOut(tokenHash: string): Promise<void> {
    return people.signOut(this.#db, tokenHash);
  }

  forgetGuests(notSince: number): Promise<boolean> {
    return people.forgetGuests(this.#db, notSince);
  }

  offerOwnerTicket(ticketHash: string, at: number): Promise<boolean> {
    return people.offerOwnerTicket(this.#db, ticketHash, at);
  }

  redeemOwnerTicket(redemption: Redemption): Promise<boolean> {
    return people.redeemOwnerTicket(this.#db, redemption);
  }

  createRoom(room: Room, at: number): Promise<void> {
    return rooms.createRoom(this.#db, room, at);
  }

  findRoom(roomId: RoomId): Promise<StoredRoom | undefined> {
    return rooms.findRoom(this.#db, roomId);
  }

  liveRooms(): Promise<readonly RoomId[]> {
    return rooms.liveRooms(this.#db);
  }

  closedRoomsOf(ownerId: PersonId): Promise<readonly RoomTitle[]> {
    return rooms.closedRoomsOf(this.#db, ownerId);
  }

  recordEvents(roomId: RoomId, fromVersion: number, events: readonly RoomEvent[]): Promise<void> {
    return this.#records.add({ roomId, fromVersion, events });
  }

  /** One after another, because nobody waits for it: when hundreds of rooms close at once, the others' changes come in between. */
  compactRoom(room: Room): Promise<void> {
    const compacted = this.#compacting.then(() => nextTurn()).then(() => rooms.compactRoom(this.#db, room));
    this.#compacting = compacted.catch(() => undefined);
    return compacted;
  }

  /** Resolves when nothing waits to be written. */
  async #settled(): Promise<void> {
    await this.#records.drained();
    await this.#compacting;
    await this.invites.drained();
  }
}
