import type { Kysely } from 'kysely';
import type { MemberCard } from '../../../shared/protocol/members.ts';
import type { PersonId } from '../../../shared/room/state.ts';
import type { Bond } from '../member-store.ts';
import { memberCards } from './member-queries.ts';
import type { Tables } from './tables.ts';

export async function bond(db: Kysely<Tables>, who: PersonId, whom: PersonId): Promise<Bond> {
  const follows = await db
    .selectFrom('follows')
    .select('follower_id')
    .where('follower_id', 'in', [who, whom])
    .where('followed_id', 'in', [who, whom])
    .execute();
  const blocks = await db
    .selectFrom('blocks')
    .select('blocker_id')
    .where('blocker_id', 'in', [who, whom])
    .where('blocked_id', 'in', [who, whom])
    .execute();
  return {
    follows: follows.some((row) => row.follower_id === who),
    followedBy: follows.some((row) => row.follower_id === whom),
    blocks: blocks.some((row) => row.blocker_id === who),
    blockedBy: blocks.some((row) => row.blocker_id === whom),
  };
}

export async function bondsTo(
  db: Kysely<Tables>,
  whom: PersonId,
): Promise<{ readonly followedBy: readonly PersonId[]; readonly blockedBy: readonly PersonId[] }> {
  const followers = await db
    .selectFrom('follows')
    .select('follower_id')
    .where('followed_id', '=', whom)
    .execute();
  const blockers = await db
    .selectFrom('blocks')
    .select('blocker_id')
    .where('blocked_id', '=', whom)
    .execute();
  return {
    followedBy: followers.map((row) => row.follower_id),
    blockedBy: blockers.map((row) => row.blocker_id),
  };
}

export function follow(db: Kysely<Tables>, who: PersonId, whom: PersonId, at: number): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const { blocks, blockedBy } = await bond(transaction, who, whom);
    if (blocks || blockedBy) return false;
    await transaction
      .insertInto('follows')
      .values({ follower_id: who, followed_id: whom, created_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return true;
  });
}

export async function unfollow(db: Kysely<Tables>, who: PersonId, whom: PersonId): Promise<void> {
  await db.deleteFrom('follows').where('follower_id', '=', who).where('followed_id', '=', whom).execute();
}

export function block(db: Kysely<Tables>, who: PersonId, whom: PersonId, at: number): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await unfollow(transaction, who, whom);
    await unfollow(transaction, whom, who);
    await transaction
      .insertInto('blocks')
      .values({ blocker_id: who, blocked_id: whom, created_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

export async function unblock(db: Kysely<Tables>, who: PersonId, whom: PersonId): Promise<void> {
  await db.deleteFrom('blocks').where('blocker_id', '=', who).where('blocked_id', '=', whom).execute();
}

/** Each of these: the newest first. */

export function followersOf(db: Kysely<Tables>, member: PersonId): Promise<readonly MemberCard[]> {
  return memberCards(db)
    .innerJoin('follows', 'follows.follower_id', 'members.person_id')
    .where('followed_id', '=', member)
    .orderBy('follows.created_at', 'desc')
    .orderBy('handle')
    .execute();
}

export function followedBy(db: Kysely<Tables>, member: PersonId): Promise<readonly MemberCard[]> {
  return memberCards(db)
    .innerJoin('follows', 'follows.followed_id', 'members.person_id')
    .where('follower_id', '=', member)
    .orderBy('follows.created_at', 'desc')
    .orderBy('handle')
    .execute();
}

export function blockedBy(db: Kysely<Tables>, member: PersonId): Promise<readonly MemberCard[]> {
  return memberCards(db)
    .innerJoin('blocks', 'blocks.blocked_id', 'members.person_id')
    .where('blocker_id', '=', member)
    .orderBy('blocks.created_at', 'desc')
    .orderBy('handle')
    .execute();
}
