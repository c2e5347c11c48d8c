import type { Answer } from '../../shared/protocol/messages.ts';
import type { Erased } from '../../shared/protocol/members.ts';
import type { PersonId } from '../../shared/room/state.ts';
import { granted, refused } from '../answers.ts';
import { issueInvite, type IssuingParts } from '../identity/issue-invite.ts';
import { readPhoneNumber } from '../identity/phone-numbers.ts';
import { hashToken, newToken } from '../identity/tokens.ts';
import type { ListedMember } from '../store/member-store.ts';
import type { Store } from '../store/store.ts';
import type { AdminMember, AdminRequest, AdminValues } from './admin-requests.ts';

/** Long enough to bring it to somebody who has lost their devices; whoever runs the server vouches for them. */
const RECOVERY_MS = 24 * 60 * 60 * 1_000;

export interface AdminParts extends IssuingParts {
  readonly store: Pick<Store, 'invites' | 'members' | 'signIns'>;
  /** Erases a member out of rooms, store and files. */
  readonly erase: (member: PersonId) => Promise<Erased>;
  /** Under which people reach the server, without a slash at its end. */
  readonly address: string;
}

export type AdminCommands = (request: AdminRequest) => Promise<Answer<AdminValues[keyof AdminValues]>>;

/** What whoever runs the server can do about its members. `no-such-member` for a handle that nobody has. */
export function adminCommands(parts: AdminParts): AdminCommands {
  return async (request) => {
    switch (request.verb) {
      case 'recover':
        return recover(parts, request.handle);
      case 'invite':
        return invite(parts, request);
      case 'members':
        return granted((await parts.store.members.all()).map(asListed));
      case 'remove-member':
        return removeMember(parts, request.handle);
    }
  };
}

async function recover(
  { store, clock, address }: AdminParts,
  handle: string,
): Promise<Answer<AdminValues['recover']>> {
  const member = await store.members.findByHandle(handle);
  if (!member) return refused('no-such-member');
  const [token, expiresAt] = [newToken(), clock.now() + RECOVERY_MS];
  const link = { tokenHash: hashToken(token), member: member.personId, expiresAt };
  await store.signIns.offerLink({ ...link, recovers: true });
  return granted({ address, token, expiresAt });
}

async function invite(
  parts: AdminParts,
  { name, phone, country = '', from }: Extract<AdminRequest, { verb: 'invite' }>,
): Promise<Answer<AdminValues['invite']>> {
  const members = await parts.store.members.all();
  const inviter = from === undefined ? first(members) : members.find(({ handle }) => handle === from);
  if (!inviter) return refused('no-such-member');
  const number = readPhoneNumber({ phone, country });
  if (!number) return refused('not-a-number');
  const { personId: inviterId, handle } = inviter;
  const issued = await issueInvite(parts, { inviterId, friendName: name, phone: number, extra: true });
  // Gone in this moment.
  if (!issued) return refused('no-such-member');
  const { token, invite: card } = issued;
  const { expiresAt } = card;
  return granted({ address: parts.address, token, expiresAt, inviter: handle, phone: number.international });
}

async function removeMember({ store, erase }: AdminParts, handle: string): Promise<Answer<Erased>> {
  const member = await store.members.findByHandle(handle);
  if (!member) return refused('no-such-member');
  return granted(await erase(member.personId));
}

function first(members: readonly ListedMember[]): ListedMember | undefined {
  return members.reduce<ListedMember | undefined>(
    (oldest, one) => (oldest && oldest.joinedAt <= one.joinedAt ? oldest : one),
    undefined,
  );
}

function asListed({ handle, name, joinedAt, invitedBy }: ListedMember): AdminMember {
  return { handle, name, joinedAt, invitedBy: invitedBy?.handle ?? null };
}
