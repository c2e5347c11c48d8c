import type { Kysely } from 'kysely';
import type { MemberCard, ProfileText } from '../../../shared/protocol/members.ts';
import type { PersonId } from '../../../shared/room/state.ts';
import type { ListedMember, Member, StoredPicture } from '../member-store.ts';
import type { Tables } from './tables.ts';

/** Every member as a card, for the caller to choose from. */
export function memberCards(db: Kysely<Tables>) {
  return db
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .leftJoin('pictures', 'pictures.person_id', 'members.person_id')
    .select(['members.person_id as personId', 'handle', 'people.name', 'pictures.name as picture']);
}

export function cardsOf(db: Kysely<Tables>, people: readonly PersonId[]): Promise<readonly MemberCard[]> {
  return memberCards(db).where('members.person_id', 'in', people).orderBy('handle').execute();
}

function listedMembers(db: Kysely<Tables>) {
  return memberCards(db)
    .leftJoin('members as inviter', 'inviter.person_id', 'members.invited_by')
    .leftJoin('people as inviters', 'inviters.id', 'inviter.person_id')
    .leftJoin('pictures as inviter_picture', 'inviter_picture.person_id', 'inviter.person_id')
    .clearSelect()
    .select([
      'members.person_id as personId',
      'members.handle',
      'people.name',
      'pictures.name as picture',
      'members.joined_at as joinedAt',
      'inviter.person_id as inviterId',
      'inviter.handle as inviterHandle',
      'inviters.name as inviterName',
      'inviter_picture.name as inviterPicture',
    ]);
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listedMembers>['execute']>>[number];

function listed({ inviterId, inviterHandle, inviterName, inviterPicture, ...own }: ListedRow): ListedMember {
  const known = inviterId !== null && inviterHandle !== null && inviterName !== null;
  const invitedBy: MemberCard | null = known
    ? { personId: inviterId, handle: inviterHandle, name: inviterName, picture: inviterPicture }
    : null;
  return { ...own, invitedBy };
}

export async function allMembers(db: Kysely<Tables>): Promise<readonly ListedMember[]> {
  return (await listedMembers(db).orderBy('members.handle').execute()).map(listed);
}

export async function findMember(
  db: Kysely<Tables>,
  by: { readonly personId: PersonId } | { readonly handle: string },
): Promise<Member | undefined> {
  const [column, value] =
    'handle' in by ? (['members.handle', by.handle] as const) : (['members.person_id', by.personId] as const);
  const row = await listedMembers(db)
    .select(['members.about', 'members.instagram', 'members.linkedin'])
    .select((row) => [
      row
        .selectFrom('follows')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('followed_id', '=', 'members.person_id')
        .as('followers'),
      row
        .selectFrom('follows')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('follower_id', '=', 'members.person_id')
        .as('following'),
    ])
    .where(column, '=', value)
    .executeTakeFirst();
  if (!row) return undefined;
  const { about, instagram, linkedin, followers, following, ...rest } = row;
  return {
    ...listed(rest),
    about,
    instagram,
    linkedin,
    followers: followers ?? 0,
    following: following ?? 0,
  };
}

export function changeMember(
  db: Kysely<Tables>,
  personId: PersonId,
  { handle, name, about, instagram, linkedin }: ProfileText,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const other = await transaction
      .selectFrom('members')
      .select('person_id')
      .where('handle', '=', handle)
      .where('person_id', '!=', personId)
      .executeTakeFirst();
    if (other) return false;
    await transaction
      .updateTable('members')
      .set({ handle, about, instagram, linkedin })
      .where('person_id', '=', personId)
      .execute();
    await transaction.updateTable('people').set({ name }).where('id', '=', personId).execute();
    return true;
  });
}

export async function setPicture(
  db: Kysely<Tables>,
  person_id: PersonId,
  picture: StoredPicture | null,
): Promise<void> {
  if (!picture) {
    await db.deleteFrom('pictures').where('person_id', '=', person_id).execute();
    return;
  }
  const row = { name: picture.name, webp: Buffer.from(picture.webp) };
  await db
    .insertInto('pictures')
    .values({ person_id, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute();
}

export async function findPicture(db: Kysely<Tables>, name: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('pictures').select('webp').where('name', '=', name).executeTakeFirst();
  return row?.webp;
}
