import type {
  AudienceDigest,
  AudioPlace,
  Ending,
  KnockCard,
  ListenerCard,
  Personal,
  Preview,
} from '../../shared/protocol/messages.ts';
import type { Command } from '../../shared/room/commands.ts';
import type { StageEvent } from '../../shared/room/events.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { ParticipantId, Person, PersonId, Stage } from '../../shared/room/state.ts';
import type { LinkReport } from '../media/link-report.ts';
import type { MicrophoneState } from '../media/microphone.ts';

/** Where a page stands with a room: every state has only what it needs. */
export type RoomState =
  /** Nothing has come from the server yet; `unreachable` once it has not answered for a while. */
  | { readonly phase: 'loading'; readonly unreachable: boolean }
  | { readonly phase: 'missing' }
  | Lobby
  | Inside
  | { readonly phase: 'ended'; readonly ending: RoomEnding; readonly preview: Preview };

/** Why one is outside again: what the server said, one's own leaving, or what kept one from coming back. */
export type RoomEnding =
  | Ending
  | { readonly reason: 'left' }
  | { readonly reason: 'refused'; readonly why: RefusalReason };

/** Looking at the room from outside: no link to anybody exists. */
export interface Lobby {
  readonly phase: 'lobby';
  readonly preview: Preview;
  /** Whether *Join* has been pressed and the answer is on its way. */
  readonly entering: boolean;
  /** Whether one waits before the door (on being let in one goes in without another press), or was turned away. */
  readonly knocking: 'no' | 'waiting' | 'turned-away';
  /** Why the last *Join* or *Knock* was refused. */
  readonly refused: RefusalReason | null;
}

export interface Inside {
  readonly phase: 'inside';
  readonly preview: Preview;
  readonly you: ParticipantId;
  readonly stage: Stage;
  readonly audience: AudienceDigest;
  readonly personal: Personal;
  /** Who knocks, the longest-waiting first; empty for all but moderators. */
  readonly knocks: readonly KnockCard[];
  /** Server clock minus this page's clock, in ms: add it to Date.now() before comparing with times in the state. */
  readonly clockOffsetMs: number;
  /** Whether the server is there. While it is not, the conversation goes on. */
  readonly connection: 'online' | 'reconnecting';
  /** Whether this device says that it has no network at all. */
  readonly offline: boolean;
  readonly microphone: MicrophoneState;
  /** Whether this page sends nothing. It acts at once; the roster follows when the server has answered. */
  readonly muted: boolean;
  /** The browser may refuse to play until the person touches the page. */
  readonly playback: 'playing' | 'blocked';
  /** Peers whose link has not come up, or is being mended. */
  readonly troubled: readonly ParticipantId[];
  /** Whether one hears nobody for want of a place: nobody has room to carry one more. */
  readonly waiting: boolean;
}

/** Something that happened, once: for the live region, the earcons and the toasts. */
export type Happening =
  | { readonly type: 'stage'; readonly event: StageEvent; readonly before: Stage; readonly after: Stage }
  | { readonly type: 'hand-raised'; readonly listener: ListenerCard }
  | { readonly type: 'asked-to-unmute'; readonly by: string }
  | { readonly type: 'hand-lowered'; readonly by: string }
  | { readonly type: 'invited'; readonly by: string }
  | { readonly type: 'knock'; readonly who: KnockCard }
  | { readonly type: 'connection'; readonly connection: Inside['connection'] }
  | { readonly type: 'microphone-lost' };

/** What pages may ask of a room. All methods are safe to call in any phase; what does not apply does nothing. */
export interface RoomControls {
  readonly state: RoomState;
  /** Calls back after every change of `state`; returns the way to stop. */
  subscribe(changed: () => void): () => void;
  /** Calls back with what happens in the room; returns the way to stop. */
  observe(happened: (happening: Happening) => void): () => void;
  /** *Join* is likely to be pressed next: makes ready what can be made ready without connecting to anybody. */
  prepare(): void;
  /** *Join*. The name is for those without a session, who enter as guests. */
  enter(guestName?: string): Promise<void>;
  /**
   * *Knock*: asks the moderators to be let in, and goes in as soon as they do. The name is for those without a session. Knocking
   * where one may enter enters.
   */
  knock(guestName?: string): Promise<void>;
  /** No longer waits before the door. */
  stopKnocking(): void;
  /** Leaves quietly: links closed, microphone released. */
  leave(): void;
  /** Asks the room for something; resolves to the reason if it was refused. */
  send(command: Command): Promise<RefusalReason | null>;
  /** The audience from `offset` on, one page. */
  listeners(offset: number): Promise<readonly ListenerCard[]>;
  /** Acts on the local microphone at once and tells the room. Asks for the microphone when there is none yet. */
  setMuted(muted: boolean): Promise<void>;
  /** Microphone by device id; '' is the system's. Kept for next time. */
  chooseMicrophone(deviceId: string): Promise<void>;
  /** Loudspeaker by device id; '' is the system's. Kept for next time. Only where `canChooseOutput`. */
  chooseOutput(deviceId: string): Promise<void>;
  readonly canChooseOutput: boolean;
  /** What there is to choose from, and what is chosen. Labels are empty until the microphone was allowed. */
  devices(): Promise<DeviceChoice>;
  /** For *Tap to listen*: must be called from a click. */
  resumePlayback(): Promise<void>;
  /** How loud this person sounds here, 0 to 1; kept for the visit. */
  volumeOf(person: PersonId): number;
  setVolume(person: PersonId, volume: number): void;
  /** How loud this participant is right now, 0 (silent) to 1: read it some ten times a second. */
  levelOf(participant: ParticipantId): number;
  /** How the audio travels, measured now. */
  linkReports(): Promise<readonly LinkReport[]>;
  /** One's own place in the room's audio, as the server knows it; null while the server is away. */
  audioPlace(): Promise<AudioPlace | null>;
}

export interface DeviceChoice {
  readonly microphones: readonly Device[];
  readonly outputs: readonly Device[];
  readonly microphone: string;
  readonly output: string;
}

export interface Device {
  readonly id: string;
  readonly label: string;
}

/** Who this browser is to the server. */
export interface SessionInfo {
  readonly person: Person | null;
  /** Whether this person may open rooms: members may. */
  readonly mayOpenRooms: boolean;
  /** Whether the address at which this page is can have passkeys. */
  readonly passkeys: boolean;
}
