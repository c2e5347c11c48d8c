import type { MembersApi } from '../../client/session/members-api.ts';
import type { SessionInfo } from '../../client/session/room-state.ts';
import type { InviteBook, InviteCard, MemberCard, PhoneNumber } from '../../shared/protocol/members.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import { noteWayBack } from '../../client/ui/way-back.ts';
import type { Hand } from './hand.ts';
import { NOW } from './people.ts';
import type { ShowcaseState } from './states.ts';

const DAY_MS = 86_400_000;
const TOKEN = 'pO3xk9Tq7yVbW2eN5mZrL8sUaC1dFgHj';
const phone: PhoneNumber = { international: '+4915123456789', national: '01512 3456789', country: 'DE' };
const ana: MemberCard = { personId: 'person-ana', handle: 'ana', name: 'Ana', picture: null };
const longName = 'Wilhelmine Freifrau von Hohenstein-Brück';

const ok = async <Value>(value: Value) => ({ ok: true, value }) as const;
const no = async (reason: RefusalReason) => ({ ok: false, reason }) as const;

function invite(friendName: string, change: Partial<InviteCard> = {}): InviteCard {
  return {
    id: `invite-${friendName.replaceAll(' ', '-')}`,
    friendName,
    state: 'waiting',
    createdAt: NOW - 3 * DAY_MS,
    expiresAt: NOW + 27 * DAY_MS,
    endedAt: null,
    redeemedBy: null,
    ...change,
  };
}

const fresh = invite('Lene', { createdAt: NOW, expiresAt: NOW + 30 * DAY_MS });
const endedAt = NOW - DAY_MS;
const invites: readonly InviteCard[] = [
  invite('Tariq'),
  invite(longName),
  invite('', {
    id: 'invite-joined',
    state: 'redeemed',
    endedAt,
    redeemedBy: { ...ana, personId: 'mira', handle: 'mira', name: 'Mira' },
  }),
  invite('', { id: 'invite-left', state: 'redeemed', endedAt }),
  invite('Oskar', { state: 'expired', expiresAt: endedAt, endedAt }),
  invite('Nina', { state: 'withdrawn', endedAt }),
  invite('Falk', { state: 'locked', endedAt }),
];

function book(change: Partial<InviteBook> = {}): Partial<MembersApi> {
  return {
    fetchInvites: () => ok({ left: 2, roomsToNext: 3, invites, ...change }),
    readNumber: () => ok(phone),
    createInvite: () => ok({ invite: fresh, token: TOKEN, phone }),
  };
}

function page(
  path: string,
  visitor: ShowcaseState['visitor'],
  change: Partial<ShowcaseState>,
): ShowcaseState {
  return { path, visitor, ...change };
}

const invitesPage = (change: Partial<ShowcaseState>) => page('/invites', 'member', change);
const seen = (selector: string) => ({
  act: async (hand: Hand): Promise<void> => {
    await hand.find(selector);
  },
});

async function fillInvite(hand: Hand): Promise<void> {
  await hand.press('button.invite');
  await hand.type('form > text-field', 'Lene');
  await hand.type('text-field[kind=tel]', '01512 3456789');
}

const member: SessionInfo = {
  person: { personId: 'person-lene', name: 'Lene', kind: 'member', handle: 'lene' },
  mayOpenRooms: true,
  passkeys: true,
};
const invited: Partial<MembersApi> = {
  glanceAtInvite: () => ok({ invitedBy: ana, friendName: 'Lene' }),
  readNumber: () => ok(phone),
  checkInvite: () => ok(null),
  redeemInvite: () => ok(member),
};

function joining(members: Partial<MembersApi>, act?: ShowcaseState['act']): ShowcaseState {
  return page(`/join#${TOKEN}`, 'nobody', { members: { ...invited, ...members }, ...(act && { act }) });
}

function ended(reason: RefusalReason): ShowcaseState {
  return joining({ glanceAtInvite: () => no(reason) }, seen('h1').act);
}

async function giveNumber(hand: Hand): Promise<void> {
  await hand.type('text-field[kind=tel]', '01512 3456789');
  await hand.press('form button.main');
}

async function giveName(hand: Hand): Promise<void> {
  await giveNumber(hand);
  await hand.find('#handle');
  await hand.press('form button.main');
}

/** How one becomes a member, brings others, and comes back. */
export const joiningStates = {
  owner: page('/owner#token', 'nobody', seen('text-field')),
  'owner-faults': page('/owner#token', 'nobody', {
    act: async (hand) => {
      await hand.type('#name', 'Bo');
      await hand.press('form button.main');
      await hand.find('[role=alert]');
    },
  }),
  'owner-spent': page('/owner', 'nobody', seen('h1')),

  invites: invitesPage({ members: book(), ...seen('li') }),
  'invites-none-yet': invitesPage({ members: book({ invites: [] }), ...seen('.left') }),
  'invites-none-left': invitesPage({ members: book({ left: 0, roomsToNext: 1 }), ...seen('li') }),
  'invites-loading': invitesPage(seen('[role=status]')),
  'invites-unreachable': invitesPage({
    members: { fetchInvites: () => no('unavailable') },
    ...seen('[role=alert]'),
  }),
  'invites-guest': page('/invites', 'nobody', seen('members-only')),
  'invites-form': invitesPage({ members: book({ left: 5, roomsToNext: null }), act: fillInvite }),
  'invites-form-faults': invitesPage({
    members: { ...book(), createInvite: () => no('not-a-number') },
    act: async (hand) => {
      await fillInvite(hand);
      await hand.press('form button.main');
      await hand.find('[role=alert]');
    },
  }),
  'invites-created': invitesPage({
    members: book({ left: 1, invites: [fresh, ...invites] }),
    act: async (hand) => {
      await fillInvite(hand);
      await hand.press('form button.main');
      await hand.find('svg[role=img]');
    },
  }),
  'invites-withdraw': invitesPage({
    members: book(),
    act: async (hand) => {
      await hand.press('li button');
      await hand.find('dialog[open]');
    },
  }),

  'join-number': joining({}, seen('text-field').act),
  'join-wrong-number': joining({ checkInvite: () => no('wrong-number') }, async (hand) => {
    await giveNumber(hand);
    await hand.find('[role=alert]');
  }),
  'join-name': joining({}, async (hand) => {
    await giveNumber(hand);
    await hand.find('#handle');
  }),
  'join-handle-taken': joining({ redeemInvite: () => no('handle-taken') }, async (hand) => {
    await giveName(hand);
    await hand.find('[role=alert]');
  }),
  'join-welcome': joining({}, async (hand) => {
    await giveName(hand);
    await hand.find('new-member');
  }),
  'join-welcome-for-a-room': joining({}, async (hand) => {
    noteWayBack('timber');
    await giveName(hand);
    await hand.find('new-member');
  }),
  'join-unreachable': ended('unavailable'),
  'join-member': page(`/join#${TOKEN}`, 'member', seen('h1')),
  'join-incomplete': page('/join', 'nobody', seen('h1')),
  'join-unknown': ended('link-spent'),
  'join-redeemed': ended('invite-redeemed'),
  'join-expired': ended('invite-expired'),
  'join-withdrawn': ended('invite-withdrawn'),
  'join-locked': ended('invite-locked'),

  'sign-in': page('/sign-in', 'nobody', seen('li')),
  'sign-in-link': page(`/sign-in#${TOKEN}`, 'nobody', seen('h1')),
  'sign-in-spent': page(`/sign-in#${TOKEN}`, 'nobody', {
    members: { redeemSignInLink: () => no('link-spent') },
    act: async (hand) => {
      await hand.press('button.main');
      await hand.find('a.button');
    },
  }),
  'sign-in-member': page('/sign-in', 'member', seen('h1')),
} satisfies Record<string, ShowcaseState>;
