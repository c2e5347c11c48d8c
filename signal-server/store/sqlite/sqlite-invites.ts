import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely, Selectable } from 'kysely';
import {
  afterIssue,
  afterReturn,
  afterUse,
  claim,
  endOf,
  mayIssue,
  roomsToNext,
} from '../../../shared/invites/policy.ts';
import type { InviteBook, InviteGlance } from '../../../shared/protocol/members.ts';
import type { PersonId, RoomId } from '../../../shared/room/state.ts';
import type {
  Claim,
  ClaimFault,
  InviteFault,
  InviteRedemption,
  InviteStore,
  IssuedInvite,
} from '../invite-store.ts';
import * as queries from './invite-queries.ts';
import { addMember } from './people-queries.ts';
import type { Tables } from './tables.ts';

type InviteRow = Selectable<Tables['invites']>;

/** One transaction each. There is one connection, so that nobody writes between what a method reads and what it writes. */
export class SqliteInvites implements InviteStore {
  readonly #db: Kysely<Tables>;
  #noting: Promise<void> = Promise.resolve();

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Resolves when every use is noted. */
  drained(): Promise<void> {
    return this.#noting;
  }

  issue(invite: IssuedInvite): Promise<boolean> {
    const { inviterId, extra, at } = invite;
    return this.#settled(at, async (db) => {
      const quota = await queries.findQuota(db, inviterId);
      if (!quota || !(extra || mayIssue(quota))) return false;
      if (!extra) await queries.setLeft(db, inviterId, afterIssue(quota).left);
      await queries.addInvite(db, invite);
      return true;
    });
  }

  of(inviter: PersonId, at: number): Promise<InviteBook> {
    return this.#settled(at, async (db) => {
      const quota = await queries.findQuota(db, inviter);
      if (!quota) return { left: 0, roomsToNext: null, invites: [] };
      const invites = await queries.invitesOf(db, inviter);
      return { left: quota.left, roomsToNext: roomsToNext(quota), invites };
    });
  }

  withdraw(inviter: PersonId, id: string, at: number): Promise<InviteFault | undefined> {
    return this.#settled(at, async (db) => {
      const invite = await queries.findOwn(db, inviter, id);
      if (!invite) return 'link-spent';
      const end = endOf(invite.state);
      if (!end) await giveBack(db, invite, 'withdrawn', at);
      return end;
    });
  }

  glance(tokenHash: string, at: number): Promise<InviteGlance | InviteFault> {
    return this.#settled(at, async (db) => {
      const invite = await queries.findByToken(db, tokenHash);
      const invitedBy = invite && (await queries.findCard(db, invite.inviter_id));
      if (!invite || !invitedBy) return 'link-spent';
      return endOf(invite.state) ?? { invitedBy, friendName: invite.friend_name };
    });
  }

  check(shown: Claim): Promise<ClaimFault | undefined> {
    return this.#settled(shown.at, async (db) => {
      const claimed = await claimInvite(db, shown);
      return typeof claimed === 'string' ? claimed : undefined;
    });
  }

  redeem(redemption: InviteRedemption): Promise<ClaimFault | 'handle-taken' | undefined> {
    const { inviteTokenHash: tokenHash, phoneHash, handle, person, at } = redemption;
    return this.#settled(at, async (db) => {
      const claimed = await claimInvite(db, { tokenHash, phoneHash, at });
      if (typeof claimed === 'string') return claimed;
      if (await isTaken(db, handle)) return 'handle-taken';
      await addMember(db, { ...redemption, invitedBy: claimed.inviter_id });
      // Nobody has blocked somebody who is new.
      const follow = { follower_id: person.personId, followed_id: claimed.inviter_id, created_at: at };
      await db.insertInto('follows').values(follow).execute();
      await queries.markEnded(db, claimed.id, { state: 'redeemed', at, redeemedBy: person.personId });
      return undefined;
    });
  }

  /** One after another, so that others' writes come in between when a full room closes. */
  noteUse(member: PersonId, room: RoomId): Promise<void> {
    const noted = this.#noting.then(() => nextTurn()).then(() => this.#noteUse(member, room));
    this.#noting = noted.catch(() => undefined);
    return noted;
  }

  settle(at: number, notSince: number): Promise<void> {
    return this.#settled(at, (db) => queries.forgetEnded(db, notSince));
  }

  #settled<Value>(at: number, work: (db: Kysely<Tables>) => Promise<Value>): Promise<Value> {
    return this.#db.transaction().execute(async (db) => {
      for (const invite of await queries.findOverdue(db, at))
        await giveBack(db, invite, 'expired', invite.expires_at);
      return work(db);
    });
  }

  #noteUse(member: PersonId, room: RoomId): Promise<void> {
    return this.#db.transaction().execute(async (db) => {
      const quota = await queries.findQuota(db, member);
      if (!quota) return;
      const after = afterUse(quota, room);
      if (after.left > quota.left) {
        await db.deleteFrom('room_uses').where('person_id', '=', member).execute();
        await queries.setLeft(db, member, after.left);
      } else if (after.rooms.length > quota.rooms.length) {
        await db.insertInto('room_uses').values({ person_id: member, room_id: room }).execute();
      }
    });
  }
}

/** The invite to which link and number belong, or why there is none; a wrong number is counted. */
async function claimInvite(db: Kysely<Tables>, shown: Claim): Promise<InviteRow | ClaimFault> {
  const invite = await queries.findByToken(db, shown.tokenHash);
  if (!invite) return 'link-spent';
  const { state, wrong_numbers: wrongNumbers, phone_hash: phoneHash } = invite;
  const outcome = claim({ state, wrongNumbers }, phoneHash === shown.phoneHash);
  switch (outcome.type) {
    case 'fits':
      return invite;
    case 'ended':
      return outcome.end;
    case 'wrong-number':
      await queries.setWrongNumbers(db, invite.id, outcome.wrongNumbers);
      if (outcome.locks) await giveBack(db, invite, 'locked', shown.at);
      return outcome.locks ? 'invite-locked' : 'wrong-number';
  }
}

async function giveBack(
  db: Kysely<Tables>,
  { id, inviter_id: inviter, extra }: InviteRow,
  state: 'expired' | 'withdrawn' | 'locked',
  at: number,
): Promise<void> {
  const quota = extra ? undefined : await queries.findQuota(db, inviter);
  await queries.markEnded(db, id, { state, at });
  if (quota) await queries.setLeft(db, inviter, afterReturn(quota).left);
}

async function isTaken(db: Kysely<Tables>, handle: string): Promise<boolean> {
  const holder = await db
    .selectFrom('members')
    .select('person_id')
    .where('handle', '=', handle)
    .executeTakeFirst();
  return holder !== undefined;
}
