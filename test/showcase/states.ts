import type { Happening, Inside, Lobby, RoomEnding, RoomState } from '../../client/session/room-state.ts';
import type { LinkReport } from '../../client/media/link-report.ts';
import type { RoomWish } from '../../client/ui/room-wish.ts';
import type { AudienceDigest, Preview } from '../../shared/protocol/messages.ts';
import {
  ana,
  crowd,
  fullStage,
  jonas,
  listener,
  longTitle,
  mira,
  NOW,
  paul,
  preview,
  rooms,
  self,
  speaker,
  stage,
  YOU,
} from './people.ts';

/** One designed state of the page. */
export interface ShowcaseState {
  readonly path: string;
  readonly visitor: 'member' | 'guest' | 'nobody' | 'unreachable';
  readonly room?: RoomState;
  readonly rooms?: readonly Preview[];
  readonly reports?: readonly LinkReport[];
  /** Done, and happened, once the page stands. */
  readonly wish?: RoomWish;
  readonly happening?: Happening;
}

function audience(count: number, change: Partial<AudienceDigest> = {}): AudienceDigest {
  return { count, people: crowd(count), hands: [], handCount: 0, ...change };
}

function inside(change: Partial<Inside> = {}): Inside {
  return {
    phase: 'inside',
    preview: preview(),
    you: YOU,
    stage: stage([self(), jonas, mira, paul]),
    audience: audience(217),
    personal: { handRaisedAt: null, invitedBy: null },
    clockOffsetMs: 0,
    connection: 'online',
    offline: false,
    microphone: { status: 'on', deviceId: 'desk', label: 'Desk microphone' },
    muted: false,
    playback: 'playing',
    troubled: [],
    ...change,
  };
}

const hands = ['Tariq', 'Zoë', 'Emil'].map((name, index) =>
  listener(name, { handRaisedAt: NOW - 40_000 + index * 9000 }),
);
const you = listener('Lene', { id: YOU });
const listening: Partial<Inside> = {
  stage: stage([ana, jonas, mira, paul]),
  audience: audience(218, { people: [you, ...crowd(35)] }),
  microphone: { status: 'off' },
  muted: true,
};

function room(state: RoomState, change: Partial<ShowcaseState> = {}): ShowcaseState {
  return { path: '/r/timber', visitor: 'member', room: state, ...change };
}

function moderating(change: Partial<Inside> = {}, also: Partial<ShowcaseState> = {}): ShowcaseState {
  return room(inside({ audience: audience(217, { hands, handCount: 3 }), ...change }), also);
}

function listeningTo(change: Partial<Inside> = {}, also: Partial<ShowcaseState> = {}): ShowcaseState {
  return room(inside({ ...listening, ...change }), { visitor: 'guest', ...also });
}

function lobby(change: Partial<Preview> = {}, also: Partial<Lobby> = {}): Lobby {
  return { phase: 'lobby', preview: preview(change), entering: false, refused: null, ...also };
}

function ended(ending: RoomEnding, change: Partial<Preview> = {}): ShowcaseState {
  return room({ phase: 'ended', ending, preview: preview(change) });
}

const beside = {
  x: 60,
  y: 320,
  width: 100,
  height: 130,
  left: 60,
  right: 160,
  top: 320,
  bottom: 450,
} as DOMRect;
const manyReports: readonly LinkReport[] = [jonas, mira, paul, ...crowd(36)].map(({ id: peer }, index) => ({
  peer,
  state: index === 2 ? 'mending' : 'up',
  sentBps: 32_000,
  receivedBps: index < 3 ? 31_000 : 0,
  loss: index === 1 ? 0.06 : 0,
  roundTripMs: 30 + ((index * 37) % 300),
  relayed: index === 1,
}));

const closedRoom = { live: false, stage: [], listening: 0 };

export const states = {
  hallway: { path: '/', visitor: 'member', rooms },
  'hallway-empty': { path: '/', visitor: 'member', rooms: [] },
  'hallway-guest': { path: '/', visitor: 'nobody' },
  'hallway-unreachable': { path: '/', visitor: 'unreachable' },
  owner: { path: '/owner#token', visitor: 'nobody' },
  'owner-spent': { path: '/owner', visitor: 'nobody' },
  lost: { path: '/nowhere', visitor: 'nobody' },
  loading: room({ phase: 'loading', unreachable: false }),
  unreachable: room({ phase: 'loading', unreachable: true }),
  missing: room({ phase: 'missing' }, { visitor: 'nobody' }),
  'lobby-member': room(lobby()),
  'lobby-nobody': room(lobby({ title: longTitle }), { visitor: 'nobody' }),
  'lobby-entering': room(lobby({}, { entering: true })),
  'lobby-locked': room(lobby({ locked: true })),
  'lobby-full': room(lobby({}, { refused: 'room-full' })),
  'lobby-kept-out': room(lobby({}, { refused: 'kept-out' })),
  'lobby-closed': room(lobby(closedRoom), { visitor: 'nobody' }),
  'lobby-closed-yours': room(lobby({ ...closedRoom, yours: true })),
  'inside-moderator': moderating(),
  'inside-muted': moderating({
    stage: stage([self({ muted: true }), jonas, mira]),
    muted: true,
    audience: audience(5),
  }),
  'inside-alone': room(inside({ stage: stage([self({ muted: true })]), audience: audience(0), muted: true })),
  'inside-one-listener': room(inside({ audience: audience(1) })),
  'inside-full-stage': moderating({ stage: stage(fullStage(), { title: longTitle, locked: true }) }),
  'inside-arrived': room(
    inside({ stage: stage([ana, jonas, self({ name: 'Lene', role: 'speaker', muted: true })]), muted: true }),
    {
      wish: { type: 'show-microphone' },
      happening: { type: 'asked-to-unmute', by: 'Ana' },
    },
  ),
  'inside-listener': listeningTo(),
  'inside-hand-raised': listeningTo({
    personal: { handRaisedAt: NOW, invitedBy: null },
    audience: audience(218, {
      people: [{ ...you, handRaisedAt: NOW }, ...crowd(35)],
      hands: [hands[0], { ...you, handRaisedAt: NOW }].flatMap((hand) => hand ?? []),
      handCount: 2,
    }),
  }),
  'inside-hands-off': listeningTo({ stage: stage([ana, jonas], { hands: 'off' }) }),
  'inside-owner-listening': listeningTo({}, { visitor: 'member' }),
  'inside-invited': listeningTo({ personal: { handRaisedAt: NOW, invitedBy: { id: ana.id, name: 'Ana' } } }),
  'inside-empty-stage': listeningTo({ stage: stage([]) }),
  'inside-autoplay': listeningTo({ playback: 'blocked' }),
  'inside-reconnecting': moderating({ connection: 'reconnecting', troubled: [jonas.id] }),
  'inside-offline': listeningTo({ offline: true, connection: 'reconnecting' }),
  'inside-microphone-blocked': room(
    inside({
      muted: true,
      stage: stage([self({ muted: true }), speaker('Jonas', { awaySince: NOW })]),
      microphone: { status: 'failed', why: 'blocked' },
    }),
  ),
  'inside-toast': moderating({}, { happening: { type: 'hand-raised', listener: listener('Tariq') } }),
  'menu-person': moderating({}, { wish: { type: 'show-person', person: { id: jonas.id } as never, beside } }),
  'menu-listener': listeningTo(
    {},
    { wish: { type: 'show-person', person: { id: jonas.id } as never, beside } },
  ),
  'menu-room': moderating({}, { wish: { type: 'show-menu', beside } }),
  'dialog-travel': moderating({}, { wish: { type: 'show', dialog: 'travel' }, reports: manyReports }),
  'dialog-settings': moderating({}, { wish: { type: 'show', dialog: 'settings' } }),
  'dialog-help': listeningTo({}, { wish: { type: 'show', dialog: 'help' } }),
  'dialog-retitle': moderating({}, { wish: { type: 'show', dialog: 'retitle' } }),
  'dialog-close': moderating({}, { wish: { type: 'show', dialog: 'close' } }),
  'dialog-remove': moderating(
    {},
    { wish: { type: 'confirm-removal', person: { id: paul.id, name: 'Paul' } as never } },
  ),
  'ended-left': ended({ reason: 'left' }),
  'ended-removed': ended({ reason: 'removed', by: 'Ana' }),
  'ended-left-closed': ended({ reason: 'left' }, closedRoom),
  'ended-closed': ended({ reason: 'closed', by: 'Jonas' }, { ...closedRoom, yours: true }),
  'ended-reopened': ended({ reason: 'closed', by: 'Ana' }),
  'ended-locked': ended({ reason: 'refused', why: 'room-locked' }, { locked: true }),
  'ended-outdated': ended({ reason: 'refused', why: 'wrong-version' }),
  'ended-replaced': ended({ reason: 'replaced' }),
  'ended-timed-out': ended({ reason: 'timed-out' }),
} satisfies Record<string, ShowcaseState>;
