import type { Kysely } from 'kysely';
import type { PersonId } from '../../../shared/room/state.ts';
import { ownBrowsers } from './naming-queries.ts';
import { roomRows, SECRET, type Rows } from './room-excerpts.ts';
import type { Tables } from './tables.ts';

/** Stands for who it was that did something which is theirs to tell. */
const SOMEBODY = '(somebody else, left out)';

/** See `MemberStore.rowsAbout`. All of it as it was at one moment. */
export function rowsAbout(db: Kysely<Tables>, member: PersonId): Promise<Rows> {
  return db.transaction().execute(async (transaction) => ({
    ...(await profileRows(transaction, member)),
    ...(await bondRows(transaction, member)),
    ...(await signInRows(transaction, member)),
    ...(await roomRows(transaction, member)),
  }));
}

async function profileRows(db: Kysely<Tables>, member: PersonId): Promise<Rows> {
  const members = await db
    .selectFrom('members')
    .selectAll()
    .where((is) => is.or([is('person_id', '=', member), is('invited_by', '=', member)]))
    .execute();
  const pictures = await db.selectFrom('pictures').selectAll().where('person_id', '=', member).execute();
  return {
    people: await db.selectFrom('people').selectAll().where('id', '=', member).execute(),
    // Of somebody whom one has invited, no more than that.
    members: members.map((row) =>
      row.person_id === member ? row : { person_id: row.person_id, invited_by: row.invited_by },
    ),
    pictures: pictures.map((row) => ({ ...row, webp: row.webp.toString('base64') })),
  };
}

async function bondRows(db: Kysely<Tables>, member: PersonId): Promise<Rows> {
  const invites = await db
    .selectFrom('invites')
    .selectAll()
    .where((is) => is.or([is('inviter_id', '=', member), is('redeemed_by', '=', member)]))
    .execute();
  const blocks = await db
    .selectFrom('blocks')
    .selectAll()
    .where((is) => is.or([is('blocker_id', '=', member), is('blocked_id', '=', member)]))
    .execute();
  return {
    invites: invites.map((row) => ({ ...row, token_hash: SECRET, phone_hash: row.phone_hash && SECRET })),
    follows: await db
      .selectFrom('follows')
      .selectAll()
      .where((is) => is.or([is('follower_id', '=', member), is('followed_id', '=', member)]))
      .execute(),
    blocks: blocks.map((row) => (row.blocker_id === member ? row : { ...row, blocker_id: SOMEBODY })),
    room_uses: await db.selectFrom('room_uses').selectAll().where('person_id', '=', member).execute(),
  };
}

async function signInRows(db: Kysely<Tables>, member: PersonId): Promise<Rows> {
  const browsers = await ownBrowsers(db, member);
  const sessions = await db
    .selectFrom('sessions')
    .selectAll()
    .where((is) =>
      is.or([
        is('person_id', '=', member),
        is('former_person_id', '=', member),
        ...browsers.map((browser) => is('browser', '=', browser)),
      ]),
    )
    .execute();
  const links = await db.selectFrom('sign_in_links').selectAll().where('person_id', '=', member).execute();
  const passkeys = await db.selectFrom('passkeys').selectAll().where('person_id', '=', member).execute();
  return {
    sessions: sessions.map((row) => ({
      ...row,
      token_hash: SECRET,
      browser: SECRET,
      person_id: namedTo(member, row.person_id),
      former_person_id: namedTo(member, row.former_person_id),
    })),
    sign_in_links: links.map((row) => ({ ...row, token_hash: SECRET })),
    passkeys: passkeys.map((row) => ({ ...row, public_key: SECRET })),
  };
}

/** Who else was in the same browser is theirs to tell. */
function namedTo(member: PersonId, person: PersonId | null): string | null {
  return person === null || person === member ? person : SOMEBODY;
}
