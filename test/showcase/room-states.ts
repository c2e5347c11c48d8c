import type { Inside, Lobby, RoomEnding, RoomState } from '../../client/session/room-state.ts';
import type { AudienceDigest, Preview } from '../../shared/protocol/messages.ts';
import { ana, crowd, jonas, listener, mira, NOW, paul, preview, self, stage, YOU } from './people.ts';
import type { ShowcaseState } from './states.ts';

/** Makes the states of a room: each says only in what it differs. */
export function audience(count: number, change: Partial<AudienceDigest> = {}): AudienceDigest {
  return { count, people: crowd(count), hands: [], handCount: 0, ...change };
}

export function inside(change: Partial<Inside> = {}): Inside {
  return {
    phase: 'inside',
    preview: preview(),
    you: YOU,
    stage: stage([self(), jonas, mira, paul]),
    audience: audience(217),
    personal: { handRaisedAt: null, invitedBy: null },
    knocks: [],
    clockOffsetMs: 0,
    connection: 'online',
    offline: false,
    microphone: { status: 'on', deviceId: 'desk', label: 'Desk microphone' },
    muted: false,
    playback: 'playing',
    troubled: [],
    waiting: false,
    ...change,
  };
}

export const hands = ['Tariq', 'Zoë', 'Emil'].map((name, index) =>
  listener(name, { handRaisedAt: NOW - 40_000 + index * 9000 }),
);
export const you = listener('Lene', { id: YOU });
const listening: Partial<Inside> = {
  stage: stage([ana, jonas, mira, paul]),
  audience: audience(218, { people: [you, ...crowd(35)] }),
  microphone: { status: 'off' },
  muted: true,
};

export function room(state: RoomState, change: Partial<ShowcaseState> = {}): ShowcaseState {
  return { path: '/r/timber', visitor: 'member', room: state, ...change };
}

export function moderating(change: Partial<Inside> = {}, also: Partial<ShowcaseState> = {}): ShowcaseState {
  return room(inside({ audience: audience(217, { hands, handCount: 3 }), ...change }), also);
}

export function listeningTo(change: Partial<Inside> = {}, also: Partial<ShowcaseState> = {}): ShowcaseState {
  return room(inside({ ...listening, ...change }), { visitor: 'guest', ...also });
}

export function lobby(change: Partial<Preview> = {}, also: Partial<Lobby> = {}): Lobby {
  return {
    phase: 'lobby',
    preview: preview(change),
    entering: false,
    knocking: 'no',
    refused: null,
    ...also,
  };
}

export function ended(ending: RoomEnding, change: Partial<Preview> = {}): ShowcaseState {
  return room({ phase: 'ended', ending, preview: preview(change) });
}

export const beside = {
  x: 60,
  y: 320,
  width: 100,
  height: 130,
  left: 60,
  right: 160,
  top: 320,
  bottom: 450,
} as DOMRect;

export const closedRoom = { live: false, stage: [], listening: 0 };
