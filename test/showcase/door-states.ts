import type { MemberCard, Profile } from '../../shared/protocol/members.ts';
import type { DoorChoice, KnockCard, Preview } from '../../shared/protocol/messages.ts';
import type { Lobby } from '../../client/session/room-state.ts';
import type { Hand } from './hand.ts';
import {
  ana,
  jonas,
  listener,
  longName,
  mira,
  named,
  NOW,
  paul,
  preview,
  rooms,
  self,
  stage,
} from './people.ts';
import { audience, beside, inside, listeningTo, lobby, moderating, room } from './room-states.ts';
import type { ShowcaseState } from './states.ts';

function card(name: string): MemberCard {
  const { personId, handle = '', picture = null } = named(name);
  return { personId, handle, name, picture };
}

const circle = ['Mira', 'Paul', 'Zoë', longName, 'Yusuf', 'Sofia', 'Ben', 'Ida', 'Noor', 'Karl'].map(card);
const granted =
  <Value>(value: Value) =>
  async () =>
    ({ ok: true, value }) as const;
const refused = async () => ({ ok: false, reason: 'unavailable' }) as const;

const acquaintances = {
  fetchFollowing: granted(circle.slice(0, 6)),
  fetchFollowers: granted(circle.slice(4)),
};
const few = { fetchFollowing: granted(circle.slice(0, 2)), fetchFollowers: granted(circle.slice(1, 4)) };

const profile: Profile = {
  ...card('Jonas'),
  about:
    'Carpenter in the third generation, timber frames mostly.\nAsk me about joints that hold without glue.',
  instagram: '',
  linkedin: '',
  joinedAt: NOW,
  invitedBy: card('Ana'),
  followers: 12,
  following: 3,
  you: false,
  followed: false,
  followsYou: true,
  blocked: false,
};

function knock(name: string, waitedS: number, kind: 'member' | 'guest' = 'member'): KnockCard {
  return { ...named(name, kind), at: NOW - waitedS * 1000 };
}

const knocks = [knock('Zoë', 40), knock(longName, 31, 'guest'), knock('Emil', 12), knock('Bo', 4)];

function looking(
  who: string,
  members: ShowcaseState['members'],
  shown = '[popover] header',
): Partial<ShowcaseState> {
  return {
    members: members ?? {},
    wish: { type: 'show-person', person: { id: who } as never, beside },
    act: async (hand) => void (await hand.find(shown)),
  };
}

function closedTo(
  standing: Preview['standing'],
  also: Partial<ShowcaseState> = {},
  change: Partial<Lobby> = {},
): ShowcaseState {
  const door = standing === 'members-only' ? 'members' : standing === 'invited-only' ? 'invited' : 'link';
  const hidden = standing === 'room-locked' ? { locked: true } : { stage: [], listening: 0 };
  return room(lobby({ door, standing, ownerHandle: 'ana', ...hidden }, change), {
    act: async (hand) => void (await hand.find('section[aria-labelledby=heading]')),
    ...also,
  });
}

function changing(
  members: ShowcaseState['members'],
  door: Partial<DoorChoice>,
  also: Partial<ShowcaseState> = {},
): ShowcaseState {
  return moderating(
    {},
    {
      members: members ?? {},
      door: { door: 'link', people: [], following: false, ...door },
      wish: { type: 'show', dialog: 'door' },
      act: async (hand) => void (await hand.find('fieldset')),
      ...also,
    },
  );
}

async function openChoice(hand: Hand): Promise<void> {
  await hand.press('p button[aria-expanded]');
  await hand.find('fieldset');
}

/** Who somebody is, and who may come in. */
export const doorStates = {
  'card-member': moderating({}, looking(jonas.id, { fetchProfile: granted(profile) }, '.row [aria-pressed]')),
  'card-following': room(
    inside({ stage: stage([ana, jonas, self({ personId: 'person-Lene', name: 'Lene', role: 'speaker' })]) }),
    looking(
      jonas.id,
      {
        fetchProfile: granted({ ...profile, followed: true, followsYou: false, about: '' }),
      },
      '.row [aria-pressed]',
    ),
  ),
  'card-refused': moderating({}, looking(mira.id, { fetchProfile: refused }, '.small[role=alert]')),
  'card-loading': moderating({}, looking(paul.id, {})),
  'card-guest': moderating(
    { audience: audience(1, { people: [listener('Emil', { kind: 'guest', handRaisedAt: NOW })] }) },
    looking('listener-Emil', {}),
  ),
  'card-for-guest': listeningTo({}, looking(jonas.id, {})),
  'lobby-members-only': closedTo('members-only', { visitor: 'nobody' }),
  'lobby-members-only-guest': closedTo('members-only', { visitor: 'guest' }),
  'lobby-invited-only': closedTo('invited-only'),
  'lobby-knocking': closedTo('invited-only', {}, { knocking: 'waiting' }),
  'lobby-turned-away': closedTo('invited-only', {}, { knocking: 'turned-away' }),
  'lobby-knock-refused': closedTo('members-only', { visitor: 'guest' }, { refused: 'too-frequent' }),
  'lobby-locked': closedTo('room-locked'),
  'lobby-kept-out': room(lobby({ standing: 'kept-out', stage: [], listening: 0 })),
  'lobby-not-welcome': room(lobby({ standing: 'not-welcome', stage: [], listening: 0 })),
  'lobby-guests': room(
    lobby({ stage: [...preview().stage, { ...named('Emil', 'guest'), role: 'speaker' }] }),
  ),
  'inside-knocks': moderating({ knocks, stage: stage([self(), jonas, mira], { door: 'invited' }) }),
  'inside-knock-and-guest': moderating(
    {
      knocks: knocks.slice(0, 1),
      stage: stage([self(), jonas, { ...mira, ...named('Emil', 'guest') }], {
        door: 'members',
        locked: true,
      }),
    },
    { happening: { type: 'knock', who: knock('Zoë', 0) } },
  ),
  'dialog-door': changing({}, {}),
  'dialog-door-invited': changing(
    acquaintances,
    { door: 'invited', people: circle.slice(6, 8), following: true },
    { act: async (hand) => void (await hand.find('li .choice')) },
  ),
  'dialog-door-few': changing(
    few,
    { door: 'invited' },
    { act: async (hand) => void (await hand.find('li .choice')) },
  ),
  'dialog-door-nobody': changing(
    { fetchFollowing: granted([]), fetchFollowers: granted([]) },
    { door: 'invited' },
    { act: async (hand) => void (await hand.find('.choice')) },
  ),
  'dialog-door-unreachable': changing(
    { fetchFollowing: refused, fetchFollowers: refused },
    { door: 'invited' },
    { act: async (hand) => void (await hand.find('ask-again')) },
  ),
  'hallway-door': { path: '/', visitor: 'member', rooms, act: openChoice },
  'hallway-door-invited': {
    path: '/',
    visitor: 'member',
    rooms: [],
    members: few,
    act: async (hand) => {
      await openChoice(hand);
      await hand.press('#invited');
      await hand.find('li .choice');
    },
  },
} satisfies Record<string, ShowcaseState>;
