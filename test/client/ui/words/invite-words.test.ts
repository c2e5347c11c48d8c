import { describe, expect, test } from 'vitest';
import { inviteEndWords } from '../../../../client/ui/words/invite-end-words.ts';
import { inviteStateWords } from '../../../../client/ui/words/invite-words.ts';
import type { InviteCard } from '../../../../shared/protocol/members.ts';
import { refusalReasons } from '../../../../shared/room/refusals.ts';

const noon = (day: number) => new Date(2026, 4, day, 12).getTime();
const lene = { personId: 'person-lene', handle: 'lene', name: 'Lene', picture: null };

function words(change: Partial<InviteCard>): string {
  const invite = {
    id: 'invite-1',
    friendName: 'Lene',
    state: 'waiting',
    createdAt: noon(1),
    expiresAt: noon(31),
    endedAt: null,
    redeemedBy: null,
    ...change,
  } as const;
  return inviteStateWords(invite, 'en-GB');
}

describe('what has become of an invite', () => {
  test('is said with its day', () => {
    expect(words({})).toBe('waiting until 31 May 2026');
    expect(words({ state: 'redeemed', endedAt: noon(3), redeemedBy: lene })).toBe('joined on 3 May 2026');
    expect(words({ state: 'withdrawn', endedAt: noon(4) })).toBe('withdrawn on 4 May 2026');
    expect(words({ state: 'locked', endedAt: noon(5) })).toBe(
      'locked on 5 May 2026 after five wrong numbers',
    );
  });

  test('[INV-21] tells of no one whether they have left or do not want to be found', () => {
    expect(words({ state: 'redeemed', endedAt: noon(3) })).toBe('redeemed on 3 May 2026');
  });

  test('is said with the day it was good until, where nobody noted when it expired', () => {
    expect(words({ state: 'expired' })).toBe('expired on 31 May 2026');
  });
});

test('only what will not pass ends an invitation', () => {
  expect(refusalReasons.filter((reason) => inviteEndWords(reason))).toEqual([
    'link-spent',
    'invite-redeemed',
    'invite-expired',
    'invite-withdrawn',
    'invite-locked',
  ]);
});
