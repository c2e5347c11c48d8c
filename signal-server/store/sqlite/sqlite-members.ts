import type { Kysely } from 'kysely';
import type { MemberCard, ProfileText } from '../../../shared/protocol/members.ts';
import type { PersonId, RoomId } from '../../../shared/room/state.ts';
import type { Bond, ListedMember, Member, MemberStore, RoomsNaming, StoredPicture } from '../member-store.ts';
import * as bonds from './bond-queries.ts';
import { rowsAbout } from './concerning-queries.ts';
import { erase, overwriteErased } from './erase-queries.ts';
import * as members from './member-queries.ts';
import { roomsNaming } from './naming-queries.ts';
import type { Tables } from './tables.ts';

/** Members, what they say of themselves and whom they follow and block, in SQLite. */
export class SqliteMembers implements MemberStore {
  readonly #db: Kysely<Tables>;
  readonly #written: () => Promise<void>;

  /** `written` resolves when nothing waits any more to be written elsewhere in the store. */
  constructor(db: Kysely<Tables>, written: () => Promise<void>) {
    this.#db = db;
    this.#written = written;
  }

  findByHandle(handle: string): Promise<Member | undefined> {
    return members.findMember(this.#db, { handle });
  }

  find(member: PersonId): Promise<Member | undefined> {
    return members.findMember(this.#db, { personId: member });
  }

  async cardsOf(people: readonly PersonId[]): Promise<readonly MemberCard[]> {
    return people.length === 0 ? [] : members.cardsOf(this.#db, people);
  }

  all(): Promise<readonly ListedMember[]> {
    return members.allMembers(this.#db);
  }

  change(member: PersonId, text: ProfileText): Promise<boolean> {
    return members.changeMember(this.#db, member, text);
  }

  setPicture(member: PersonId, picture: StoredPicture | null): Promise<void> {
    return members.setPicture(this.#db, member, picture);
  }

  findPicture(name: string): Promise<Uint8Array | undefined> {
    return members.findPicture(this.#db, name);
  }

  bond(who: PersonId, whom: PersonId): Promise<Bond> {
    return bonds.bond(this.#db, who, whom);
  }

  bondsTo(whom: PersonId): ReturnType<MemberStore['bondsTo']> {
    return bonds.bondsTo(this.#db, whom);
  }

  follow(who: PersonId, whom: PersonId, at: number): Promise<boolean> {
    return bonds.follow(this.#db, who, whom, at);
  }

  unfollow(who: PersonId, whom: PersonId): Promise<void> {
    return bonds.unfollow(this.#db, who, whom);
  }

  block(who: PersonId, whom: PersonId, at: number): Promise<void> {
    return bonds.block(this.#db, who, whom, at);
  }

  unblock(who: PersonId, whom: PersonId): Promise<void> {
    return bonds.unblock(this.#db, who, whom);
  }

  followersOf(member: PersonId): Promise<readonly MemberCard[]> {
    return bonds.followersOf(this.#db, member);
  }

  followedBy(member: PersonId): Promise<readonly MemberCard[]> {
    return bonds.followedBy(this.#db, member);
  }

  blockedBy(member: PersonId): Promise<readonly MemberCard[]> {
    return bonds.blockedBy(this.#db, member);
  }

  rowsAbout(member: PersonId): ReturnType<MemberStore['rowsAbout']> {
    return rowsAbout(this.#db, member);
  }

  roomsNaming(member: PersonId): Promise<RoomsNaming> {
    return roomsNaming(this.#db, member);
  }

  async erase(member: PersonId, unreadable: readonly RoomId[]): Promise<readonly RoomId[] | undefined> {
    await this.#written();
    return erase(this.#db, member, unreadable);
  }

  overwriteErased(): Promise<void> {
    return overwriteErased(this.#db);
  }
}
