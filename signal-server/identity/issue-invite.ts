import { expiryOf } from '../../shared/invites/policy.ts';
import type { NewInvite, PhoneNumber } from '../../shared/protocol/members.ts';
import type { PersonId } from '../../shared/room/state.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { hashPhoneNumber } from './phone-numbers.ts';
import { hashToken, newToken } from './tokens.ts';

export interface IssuingParts {
  readonly store: Pick<Store, 'invites'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: () => string;
  readonly phoneKey: Uint8Array;
}

/** Makes an invite; undefined if the inviter has none left, which for an `extra` one means: is no member. */
export async function issueInvite(
  { store, clock, newId, phoneKey }: IssuingParts,
  invite: {
    readonly inviterId: PersonId;
    readonly friendName: string;
    readonly phone: PhoneNumber;
    /** Whether it is made by whoever runs the server, and costs nobody one. */
    readonly extra: boolean;
  },
): Promise<NewInvite | undefined> {
  const { inviterId, friendName, phone, extra } = invite;
  const [id, token, at] = [newId(), newToken(), clock.now()];
  const expiresAt = expiryOf(at);
  const issued = await store.invites.issue({
    id,
    inviterId,
    friendName,
    tokenHash: hashToken(token),
    phoneHash: hashPhoneNumber(phoneKey, phone),
    at,
    expiresAt,
    extra,
  });
  if (!issued) return undefined;
  const card = { id, friendName, state: 'waiting', createdAt: at, expiresAt } as const;
  return { invite: { ...card, endedAt: null, redeemedBy: null }, token, phone };
}
