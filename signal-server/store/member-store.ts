import type { MemberCard, ProfileText } from '../../shared/protocol/members.ts';
import type { PersonId, RoomId } from '../../shared/room/state.ts';

/** A member as whoever runs the server sees them in the list of all. */
export interface ListedMember extends MemberCard {
  readonly joinedAt: number;
  /** Null for the owner of the server, and where the inviter has left. */
  readonly invitedBy: MemberCard | null;
}

export interface Member extends ListedMember, ProfileText {
  readonly followers: number;
  readonly following: number;
}

export interface StoredPicture {
  /** By which it is found: a hash of its bytes. */
  readonly name: string;
  readonly webp: Uint8Array;
}

/** How two members stand to each other, as the first sees it. */
export interface Bond {
  readonly follows: boolean;
  readonly followedBy: boolean;
  readonly blocks: boolean;
  readonly blockedBy: boolean;
}

/** What of a member is in the records of rooms, where no table says that it is theirs. */
export interface RoomsNaming {
  readonly own: readonly RoomId[];
  /** Rooms of others whose snapshot or events name the member, or a browser of theirs. */
  readonly others: readonly RoomId[];
  /** The names of the browsers in which they and nobody else are, or were, signed in. */
  readonly browsers: readonly string[];
}

/** Members, what they say of themselves, and whom they follow and block. */
export interface MemberStore {
  findByHandle(handle: string): Promise<Member | undefined>;
  find(member: PersonId): Promise<Member | undefined>;
  /** Those of these people who are members, by handle. */
  cardsOf(people: readonly PersonId[]): Promise<readonly MemberCard[]>;
  /** Everyone, by handle. */
  all(): Promise<readonly ListedMember[]>;
  /** False, and nothing changed, if somebody else has the handle. */
  change(member: PersonId, text: ProfileText): Promise<boolean>;
  setPicture(member: PersonId, picture: StoredPicture | null): Promise<void>;
  findPicture(name: string): Promise<Uint8Array | undefined>;

  bond(who: PersonId, whom: PersonId): Promise<Bond>;
  /** The members who follow, and those who block, this one. */
  bondsTo(
    whom: PersonId,
  ): Promise<{ readonly followedBy: readonly PersonId[]; readonly blockedBy: readonly PersonId[] }>;
  /** False if either has blocked the other. */
  follow(who: PersonId, whom: PersonId, at: number): Promise<boolean>;
  unfollow(who: PersonId, whom: PersonId): Promise<void>;
  /** Also ends the following, both ways. */
  block(who: PersonId, whom: PersonId, at: number): Promise<void>;
  unblock(who: PersonId, whom: PersonId): Promise<void>;
  /** The newest first. */
  followersOf(member: PersonId): Promise<readonly MemberCard[]>;
  followedBy(member: PersonId): Promise<readonly MemberCard[]>;
  blockedBy(member: PersonId): Promise<readonly MemberCard[]>;

  /**
   * Every row that concerns the person, by table. Secrets are named and left out; of rows that concern others too, there is only
   * what they say of this person.
   */
  rowsAbout(member: PersonId): Promise<Readonly<Record<string, readonly object[]>>>;
  roomsNaming(member: PersonId): Promise<RoomsNaming>;
  /**
   * Removes the person with everything that is theirs, and resolves to the rooms that went with them. Rooms of others have to forget
   * them first; `unreadable` are those that cannot, because they are damaged: they go too. Undefined, and nothing changed, while
   * any other room names the person.
   */
  erase(member: PersonId, unreadable: readonly RoomId[]): Promise<readonly RoomId[] | undefined>;
  /**
   * Resolves when no byte is in the files of whoever was erased. Rejects when the disk does not take that: they are gone all the
   * same, and it is to be asked for again, be it by the next server.
   */
  overwriteErased(): Promise<void>;
}
