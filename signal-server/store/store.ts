import type { RoomEvent } from '../../shared/room/events.ts';
import type { Door, Person, PersonId, Room, RoomId } from '../../shared/room/state.ts';
import type { InviteStore } from './invite-store.ts';
import type { MemberStore } from './member-store.ts';
import type { SignInStore } from './sign-in-store.ts';

/** What a browser's cookie stands for. */
export interface Session {
  /** A name for the browser that outlives signing in and out: what keeps a removed person's browser out. */
  readonly browser: string;
  /** Null once the person has signed out. */
  readonly person: Person | null;
}

export interface SignIn {
  /** SHA-256 of the cookie's token. */
  readonly tokenHash: string;
  readonly browser: string;
  readonly person: Person;
  readonly at: number;
}

/** Somebody becomes a member, in this browser. */
export interface MemberSignIn extends SignIn {
  readonly handle: string;
  /** Browser and system, as `SignedInDevice.description`. */
  readonly device: string;
  /** The token this browser had before, if it had one: it signs nobody in from now on. */
  readonly formerTokenHash: string | undefined;
}

export interface Redemption extends MemberSignIn {
  readonly ticketHash: string;
}

export interface StoredRoom {
  readonly room: Room;
  readonly ownerName: string;
  readonly ownerHandle?: string;
}

export interface RoomTitle {
  readonly roomId: RoomId;
  readonly title: string;
  readonly door: Door;
}

/**
 * Everything that outlives the process. A promise resolves when what it promises is on the disk. All of them may reject, with
 * one of store-errors.ts or with the database's own error; then nothing has changed.
 */
export interface Store {
  readonly invites: InviteStore;
  readonly members: MemberStore;
  readonly signIns: SignInStore;

  /** Resolves if the store answers. */
  check(): Promise<void>;
  /** Waits for what is being written. */
  close(): Promise<void>;

  findSession(tokenHash: string): Promise<Session | undefined>;
  /** Makes a guest of this browser. Who already has a session there keeps it: the session that stands is what resolves. */
  signInGuest(signIn: SignIn): Promise<Person>;
  renameGuest(personId: PersonId, name: string): Promise<void>;
  /** Notes that this browser has come, to the day: whoever comes often does not cost a write each time. True if it was noted. */
  noteVisit(tokenHash: string, at: number): Promise<boolean>;
  signOut(tokenHash: string): Promise<void>;
  /**
   * Forgets guests, and browsers that have signed out, whose last visit was before this; some hundred at a time, and resolves to
   * whether there may be more. A browser that comes again has the name it had, so that whoever is kept out stays out.
   */
  forgetGuests(notSince: number): Promise<boolean>;

  /** Replaces the former ticket. False, and no ticket, once there is a member. */
  offerOwnerTicket(ticketHash: string, at: number): Promise<boolean>;
  /** Spends the ticket and makes the first member, both or neither. False for a ticket that is not the one on offer. */
  redeemOwnerTicket(redemption: Redemption): Promise<boolean>;

  createRoom(room: Room, at: number): Promise<void>;
  /** The room with everything that was recorded. Rejects with `UnreadableRoom` for rows that make no room. */
  findRoom(roomId: RoomId): Promise<StoredRoom | undefined>;
  liveRooms(): Promise<readonly RoomId[]>;
  closedRoomsOf(ownerId: PersonId): Promise<readonly RoomTitle[]>;
  /** Rejects with `VersionConflict` if the room is not at this version. */
  recordEvents(roomId: RoomId, fromVersion: number, events: readonly RoomEvent[]): Promise<void>;
  /** Keeps the room as it is instead of the events that made it; it must be at the version last recorded. */
  compactRoom(room: Room): Promise<void>;
}
