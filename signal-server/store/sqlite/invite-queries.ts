import type { Kysely, Selectable } from 'kysely';
import type { InviteQuota } from '../../../shared/invites/policy.ts';
import type { InviteCard, InviteState, MemberCard } from '../../../shared/protocol/members.ts';
import type { PersonId } from '../../../shared/room/state.ts';
import type { IssuedInvite } from '../invite-store.ts';
import type { Tables } from './tables.ts';

type InviteRow = Selectable<Tables['invites']>;

/** Undefined for somebody who is no member. */
export async function findQuota(db: Kysely<Tables>, member: PersonId): Promise<InviteQuota | undefined> {
  const row = await db
    .selectFrom('members')
    .select((those) => [
      'invites',
      those
        .selectFrom('invites')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('inviter_id', '=', 'members.person_id')
        .where('state', '=', 'waiting')
        .where('extra', '=', 0)
        .as('waiting'),
    ])
    .where('person_id', '=', member)
    .executeTakeFirst();
  if (!row) return undefined;
  const rooms = await db.selectFrom('room_uses').select('room_id').where('person_id', '=', member).execute();
  return { left: row.invites, waiting: row.waiting ?? 0, rooms: rooms.map(({ room_id }) => room_id) };
}

export async function setLeft(db: Kysely<Tables>, member: PersonId, left: number): Promise<void> {
  await db.updateTable('members').set({ invites: left }).where('person_id', '=', member).execute();
}

export async function addInvite(db: Kysely<Tables>, invite: IssuedInvite): Promise<void> {
  await db
    .insertInto('invites')
    .values({
      id: invite.id,
      inviter_id: invite.inviterId,
      friend_name: invite.friendName,
      state: 'waiting',
      token_hash: invite.tokenHash,
      phone_hash: invite.phoneHash,
      extra: invite.extra ? 1 : 0,
      redeemed_by: null,
      created_at: invite.at,
      expires_at: invite.expiresAt,
      ended_at: null,
    })
    .execute();
}

export function findByToken(db: Kysely<Tables>, tokenHash: string): Promise<InviteRow | undefined> {
  return db.selectFrom('invites').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
}

export function findOwn(db: Kysely<Tables>, inviter: PersonId, id: string): Promise<InviteRow | undefined> {
  return db
    .selectFrom('invites')
    .selectAll()
    .where('id', '=', id)
    .where('inviter_id', '=', inviter)
    .executeTakeFirst();
}

export function findOverdue(db: Kysely<Tables>, at: number): Promise<InviteRow[]> {
  return db
    .selectFrom('invites')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('expires_at', '<=', at)
    .execute();
}

/** The number goes with the end of the invite, whatever its end is. */
export async function markEnded(
  db: Kysely<Tables>,
  id: string,
  end: {
    readonly state: Exclude<InviteState, 'waiting'>;
    readonly at: number;
    /** Whose name stands for the friend's from now on. */
    readonly redeemedBy?: PersonId;
  },
): Promise<void> {
  const { state, at: ended_at, redeemedBy } = end;
  const redeemed = redeemedBy === undefined ? {} : { redeemed_by: redeemedBy, friend_name: '' };
  await db
    .updateTable('invites')
    .set({ state, ended_at, phone_hash: null, ...redeemed })
    .where('id', '=', id)
    .execute();
}

export async function setWrongNumbers(db: Kysely<Tables>, id: string, count: number): Promise<void> {
  await db.updateTable('invites').set({ wrong_numbers: count }).where('id', '=', id).execute();
}

export async function forgetEnded(db: Kysely<Tables>, notSince: number): Promise<void> {
  await db
    .deleteFrom('invites')
    .where('state', 'in', ['expired', 'withdrawn', 'locked'])
    .where('ended_at', '<', notSince)
    .execute();
}

/** The newest first. */
export async function invitesOf(db: Kysely<Tables>, inviter: PersonId): Promise<InviteCard[]> {
  const rows = await db
    .selectFrom('invites')
    .leftJoin('people', 'people.id', 'invites.redeemed_by')
    .leftJoin('members', 'members.person_id', 'people.id')
    .leftJoin('pictures', 'pictures.person_id', 'people.id')
    .selectAll('invites')
    .select(['people.id as personId', 'people.name', 'members.handle', 'pictures.name as picture'])
    .where('inviter_id', '=', inviter)
    .orderBy('invites.created_at', 'desc')
    .orderBy('invites.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    friendName: row.friend_name,
    state: row.state,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    redeemedBy: memberCard(row),
  }));
}

export async function findCard(db: Kysely<Tables>, member: PersonId): Promise<MemberCard | null> {
  const row = await db
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .leftJoin('pictures', 'pictures.person_id', 'people.id')
    .select(['people.id as personId', 'people.name', 'members.handle', 'pictures.name as picture'])
    .where('members.person_id', '=', member)
    .executeTakeFirst();
  return row ? memberCard(row) : null;
}

/** Null where no member was joined to the row. */
function memberCard(row: {
  readonly personId: string | null;
  readonly handle: string | null;
  readonly name: string | null;
  readonly picture: string | null;
}): MemberCard | null {
  const { personId, handle, name, picture } = row;
  return personId === null || handle === null || name === null ? null : { personId, handle, name, picture };
}
