import type { Happening, RoomState } from '../../client/session/room-state.ts';
import type { LinkReport } from '../../client/media/link-report.ts';
import type { MembersApi } from '../../client/session/members-api.ts';
import type { RoomWish } from '../../client/ui/room-wish.ts';
import type { AudioPlace, DoorChoice, Preview } from '../../shared/protocol/messages.ts';
import { accountStates } from './account-states.ts';
import { doorStates } from './door-states.ts';
import type { Hand } from './hand.ts';
import { joiningStates } from './joining-states.ts';
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
  rooms,
  self,
  speaker,
  stage,
} from './people.ts';
import { travelStates } from './travel-states.ts';
import {
  audience,
  beside,
  closedRoom,
  ended,
  hands,
  inside,
  listeningTo,
  lobby,
  moderating,
  room,
  you,
} from './room-states.ts';

/** One designed state of the page. */
export interface ShowcaseState {
  readonly path: string;
  readonly visitor: 'member' | 'guest' | 'nobody' | 'unreachable';
  readonly room?: RoomState;
  readonly rooms?: readonly Preview[];
  readonly reports?: readonly LinkReport[];
  readonly place?: AudioPlace;
  /** Done, and happened, once the page stands. */
  readonly wish?: RoomWish;
  readonly happening?: Happening;
  /** How the server keeps the door of one's own room. */
  readonly door?: DoorChoice;
  /** What the server answers about members; whatever is not here never answers. */
  readonly members?: Partial<MembersApi>;
  /** Goes on from there, as somebody at the page would. */
  readonly act?: (hand: Hand) => Promise<void>;
}

export const states = {
  hallway: { path: '/', visitor: 'member', rooms },
  'hallway-empty': { path: '/', visitor: 'member', rooms: [] },
  'hallway-guest': { path: '/', visitor: 'nobody' },
  'hallway-unreachable': { path: '/', visitor: 'unreachable' },
  ...joiningStates,
  ...accountStates,
  ...doorStates,
  ...travelStates,
  lost: { path: '/nowhere', visitor: 'nobody' },
  loading: room({ phase: 'loading', unreachable: false }),
  unreachable: room({ phase: 'loading', unreachable: true }),
  missing: room({ phase: 'missing' }, { visitor: 'nobody' }),
  'lobby-member': room(lobby()),
  'lobby-nobody': room(lobby({ title: longTitle }), { visitor: 'nobody' }),
  'lobby-entering': room(lobby({}, { entering: true })),
  'lobby-full': room(lobby({}, { refused: 'room-full' })),
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
  'inside-full-stage': moderating(
    { stage: stage(fullStage(), { title: longTitle, locked: true }) },
    { act: async (hand) => void (await hand.find('.stage-room')) },
  ),
  'inside-stage-nearly-full': moderating(
    { stage: stage(fullStage().slice(0, 18)) },
    { act: async (hand) => void (await hand.find('.stage-room')) },
  ),
  'inside-owner-listening-full': listeningTo(
    { stage: stage([ana, ...fullStage().slice(1)]) },
    { visitor: 'member' },
  ),
  'inside-invited-full': listeningTo({
    stage: stage([ana, ...fullStage().slice(1)]),
    personal: { handRaisedAt: NOW, invitedBy: { id: ana.id, name: 'Ana' } },
  }),
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
  'menu-full-stage': moderating(
    { stage: stage(fullStage()) },
    { wish: { type: 'show-person', person: { id: 'listener-Oskar' } as never, beside } },
  ),
  'menu-room': moderating({}, { wish: { type: 'show-menu', beside } }),
  'dialog-settings': moderating({}, { wish: { type: 'show', dialog: 'settings' } }),
  'dialog-help': listeningTo({}, { wish: { type: 'show', dialog: 'help' } }),
  'dialog-retitle': moderating({}, { wish: { type: 'show', dialog: 'retitle' } }),
  'dialog-retitle-fault': moderating(
    {},
    {
      wish: { type: 'show', dialog: 'retitle' },
      act: async (hand) => {
        await hand.type('text-form', ' ');
        await hand.press('form .row button');
        await hand.find('[role=alert]');
      },
    },
  ),
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
