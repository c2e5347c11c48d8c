import type { MemberCard, Profile } from '../../shared/protocol/members.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { CarryObstacle } from '../../client/media/carry-obstacle.ts';
import type { MembersApi } from '../../client/session/members-api.ts';
import type { PreferenceFields } from '../../client/ui/components/preference-fields.ts';
import type { Hand } from './hand.ts';
import { NOW } from './people.ts';
import type { ShowcaseState } from './states.ts';

const DAY_MS = 86_400_000;

const granted =
  <Value>(value: Value) =>
  async (): Promise<Answer<Value>> => ({ ok: true, value });
const refused = (reason: RefusalReason) => async () => ({ ok: false, reason }) as const;

function member(name: string, handle = name.toLowerCase()): MemberCard {
  return { personId: `person-${handle}`, handle, name, picture: null };
}

const longName = 'Wilhelmine Freifrau von Hohenstein-Brück';
const friends = [
  member('Mira'),
  member(longName, 'wilhelmine_von_hohen'),
  member('Yusuf'),
  member('Çınar', 'cinar'),
  member('Paul'),
];

function profile(change: Partial<Profile> = {}): Profile {
  return {
    ...member('Jonas', 'jonas_holz'),
    picture: 'jonas',
    about:
      'Carpenter in the third generation, timber frames mostly.\nAsk me about joints that hold without glue.\n\nThursdays I cook.',
    instagram: 'jonas.holz',
    linkedin: 'in/jonas-holz',
    joinedAt: NOW - 200 * DAY_MS,
    invitedBy: member('Mira'),
    followers: 1,
    following: 1204,
    you: false,
    followed: false,
    followsYou: true,
    blocked: false,
    ...change,
  };
}

const own = profile({
  ...member('Ana'),
  personId: 'owner',
  about: 'I build rooms, and sometimes talk in them.',
  linkedin: '',
  you: true,
  followsYou: false,
  invitedBy: null,
});

function shown(change: Partial<Profile> = {}, also: Partial<ShowcaseState> = {}): ShowcaseState {
  const { handle } = profile(change);
  return at(
    `/@${handle}`,
    { fetchProfile: granted(profile(change)), fetchFollowers: granted(friends) },
    also,
  );
}

function at(path: string, members: Partial<MembersApi>, also: Partial<ShowcaseState> = {}): ShowcaseState {
  return { path, visitor: 'member', members, ...also };
}

function editing(members: Partial<MembersApi>, act?: (hand: Hand) => Promise<void>): ShowcaseState {
  return at('/profile', { fetchProfile: granted(own), ...members }, act && { act });
}

/** Lets a file fall on the field of one's picture. */
async function drop(hand: Hand, file: File): Promise<void> {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  (await hand.find('.field')).dispatchEvent(new DragEvent('drop', { dataTransfer }));
}

async function landscape(): Promise<File> {
  const canvas = new OffscreenCanvas(900, 600);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws nothing.');
  const sky = context.createLinearGradient(0, 0, 0, 600);
  sky.addColorStop(0, '#e08a5b');
  sky.addColorStop(1, '#f5efe4');
  for (const [colour, x, y, radius] of [
    [sky, 450, 300, 900],
    ['#fffcf6', 620, 210, 70],
    ['#1c6a5d', 250, 760, 420],
    ['#155549', 700, 860, 480],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x, y, radius, 0, 7);
    context.fill();
  }
  return new File([await canvas.convertToBlob()], 'landscape.png', { type: 'image/png' });
}

const devices = [
  { id: 'here', description: 'Firefox on Linux', current: true, signedInAt: NOW, visitedAt: NOW },
  { id: 'phone', description: 'Safari on iPhone', current: false, signedInAt: NOW, visitedAt: NOW - DAY_MS },
  { id: 'old', description: '', current: false, signedInAt: NOW, visitedAt: NOW - 90 * DAY_MS },
];
const passkeys = [
  {
    id: 'key',
    description: 'Chrome on Windows',
    createdAt: NOW - 40 * DAY_MS,
    usedAt: NOW - 3 * DAY_MS,
  },
];

function settings(change: Partial<MembersApi> = {}, act?: (hand: Hand) => Promise<void>): ShowcaseState {
  const answers = {
    fetchDevices: granted(devices),
    fetchPasskeys: granted(passkeys),
    fetchBlocked: granted(friends.slice(1, 2)),
  };
  return at('/settings', { ...answers, ...change }, act && { act });
}

/** A browser that carries nobody, for this reason. */
async function meet(hand: Hand, obstacle: CarryObstacle): Promise<void> {
  const found = { obstacle } satisfies Pick<PreferenceFields, 'obstacle'>;
  Object.assign(await hand.find('preference-fields'), found);
}

/** Profiles, settings, one's data, and what is said about all of it. */
export const accountStates = {
  profile: shown(),
  'profile-followed': shown({ followed: true, followsYou: false, followers: 2 }),
  'profile-bare': shown({
    ...member(longName, 'wilhelmine_von_hohen'),
    about: '',
    instagram: '',
    linkedin: '',
    invitedBy: null,
    followsYou: false,
    followers: 0,
    following: 0,
  }),
  'profile-own': at('/@ana', { fetchProfile: granted(own) }),
  'profile-blocked': shown({ blocked: true, followsYou: false }),
  'profile-blocking': shown({}, { act: (hand) => hand.press('.page button.warn') }),
  'profile-followers': shown({}, { act: (hand) => hand.press('.counts button') }),
  'profile-refused': shown(
    {},
    {
      members: { fetchProfile: granted(profile()), setFollowing: refused('unavailable') },
      act: async (hand) => {
        await hand.press('button[aria-pressed]');
        await hand.find('.page .fault');
      },
    },
  ),
  'profile-missing': at('/@nobody_here', { fetchProfile: refused('no-such-member') }),
  'profile-loading': at('/@jonas_holz', {}),
  'profile-unreachable': at('/@jonas_holz', { fetchProfile: refused('unavailable') }),
  'profile-guest': at('/@jonas_holz', {}, { visitor: 'guest' }),
  'edit-profile': editing({}),
  'edit-profile-saved': editing(
    {
      fetchProfile: granted({ ...own, picture: 'zoe' }),
      changeProfile: granted({
        person: { ...own, kind: 'member', picture: 'zoe' },
        mayOpenRooms: true,
        passkeys: true,
      }),
    },
    async (hand) => {
      await hand.press('form button');
      await hand.find('form .saved');
    },
  ),
  'edit-profile-taken': editing({ changeProfile: refused('handle-taken') }, async (hand) => {
    await hand.press('form button');
    await hand.find('[aria-invalid=true]');
  }),
  'edit-profile-faults': editing({}, async (hand) => {
    await hand.type('text-field[autocomplete=name]', ' ');
    await hand.type('text-field[kind=lines]', 'much to say '.repeat(30));
    await hand.type('text-field[label=Instagram]', 'https://elsewhere.example/ana');
    await hand.press('form button');
    await hand.find('[aria-invalid=true]');
  }),
  'edit-profile-picture': editing({}, async (hand) => {
    await drop(hand, await landscape());
    await hand.find('canvas[role=application]');
  }),
  'edit-profile-no-picture': editing({}, async (hand) => {
    await drop(hand, new File(['Dear diary'], 'diary.png', { type: 'image/png' }));
    await hand.find('.does .fault');
  }),
  'edit-profile-guest': at('/profile', {}, { visitor: 'nobody' }),
  settings: settings(),
  'settings-empty': settings({
    fetchDevices: granted(devices.slice(0, 1)),
    fetchPasskeys: granted([]),
    fetchBlocked: granted([]),
  }),
  'settings-unreachable': settings({
    fetchDevices: refused('unavailable'),
    fetchPasskeys: refused('unavailable'),
    fetchBlocked: refused('unavailable'),
  }),
  'settings-guest': at('/settings', {}, { visitor: 'guest' }),
  'settings-link': settings(
    {
      offerDeviceLink: granted({
        token: 'VGhpcyBpcyBhIHRva2VuLCBzdXJlbHkgaXQgaXM',
        expiresAt: NOW + 600_000,
      }),
    },
    async (hand) => {
      await hand.press('.row button');
      await hand.find('qr-code');
    },
  ),
  'settings-link-spent': settings({ offerDeviceLink: refused('too-frequent') }, async (hand) => {
    await hand.press('.row button');
    await hand.find('dialog ask-again');
  }),
  'settings-cannot-carry': settings({}, (hand) => meet(hand, 'browser')),
  'settings-battery-low': settings({}, (hand) => meet(hand, 'battery')),
  'settings-everywhere': settings({}, (hand) => hand.press('.row .warn')),
  data: at('/data', {}),
  'data-wrong-handle': at(
    '/data',
    { eraseAccount: refused('wrong-handle') },
    {
      act: async (hand) => {
        await hand.type('text-field', 'anna');
        await hand.press('button.erase');
        await hand.find('[aria-invalid=true]');
      },
    },
  ),
  'data-erased': at('/data#erased', {}, { visitor: 'nobody' }),
  'data-guest': at('/data', {}, { visitor: 'guest' }),
  privacy: at('/privacy', {}, { visitor: 'nobody' }),
} satisfies Record<string, ShowcaseState>;
