import type { Command } from '../room/commands.ts';
import type { Barrier } from '../room/door.ts';
import type { StageEvent } from '../room/events.ts';
import type { RefusalReason } from '../room/refusals.ts';
import type { Door, InvitedPeople, ParticipantId, Person, Role, RoomId, Stage } from '../room/state.ts';
import type { LinkPlan } from '../topology/plan.ts';
import type { MemberCard } from './members.ts';
import type { Envelope, OfferEnvelope } from './signals.ts';

/** Every message of the room, in both directions. docs/protocol.md says what follows from each. */
export const PROTOCOL_VERSION = 5;

/** Every acknowledgement: data, or a refusal with its reason. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: RefusalReason };

/** A room to be opened. The door is `link` unless told otherwise; `invited` goes with the door of that name. */
export interface NewRoom {
  readonly title: string;
  readonly door?: Door;
  readonly invited?: InvitedPeople;
}

/** The door as its owner set it, with the people on the list. */
export interface DoorChoice {
  readonly door: Door;
  /** Kept while the door is another one. */
  readonly people: readonly MemberCard[];
  readonly following: boolean;
}

/** A room as one sees it before entering. */
export interface Preview {
  readonly roomId: RoomId;
  readonly title: string;
  readonly live: boolean;
  readonly locked: boolean;
  readonly door: Door;
  /** `open` where the one who asks would be let in; else why not, unless a moderator hears them knock. */
  readonly standing: 'open' | Barrier;
  /** Empty, as `listening` is 0, for those who stand before any barrier but the lock. */
  readonly stage: readonly (Person & { readonly role: Role })[];
  readonly listening: number;
  readonly ownerName: string;
  readonly ownerHandle?: string;
  /** Whether the one who asks may open it again. */
  readonly yours: boolean;
}

export interface ListenerCard extends Person {
  readonly id: ParticipantId;
  readonly away: boolean;
  readonly handRaisedAt: number | null;
  /** Asked on stage, and has not answered yet. */
  readonly invited: boolean;
}

/** The audience as everyone sees it; in an update, a field that did not change is left out. */
export interface AudienceDigest {
  readonly count: number;
  /** The first few dozen, in the order in which they came. */
  readonly people: readonly ListenerCard[];
  /** The first hands, in the order in which they went up. */
  readonly hands: readonly ListenerCard[];
  readonly handCount: number;
}

/** Somebody who waits before the door, as moderators see them. */
export interface KnockCard extends Person {
  readonly at: number;
}

/** What concerns only the one it is sent to. */
export interface Personal {
  readonly handRaisedAt: number | null;
  readonly invitedBy: { readonly id: ParticipantId; readonly name: string } | null;
}

/** Something done to the one it is sent to, with who did it: the room's other acts are in the stage events. */
export type Notice =
  | { readonly type: 'asked-to-unmute'; readonly by: string }
  | { readonly type: 'hand-lowered'; readonly by: string };

/** Why one is no longer in the room. */
export type Ending =
  | { readonly reason: 'removed'; readonly by: string | null }
  | { readonly reason: 'closed'; readonly by: string | null }
  | { readonly reason: 'replaced' }
  | { readonly reason: 'timed-out' };

export interface IceServer {
  readonly urls: string | readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

export interface EnterRequest {
  readonly version: number;
  readonly room: RoomId;
  readonly fingerprint: string;
  /** The public key with which this page seals its voice: an uncompressed P-256 point in base64url. Absent where the browser cannot seal. */
  readonly voiceKey?: string;
  readonly guestName?: string;
  readonly resuming?: boolean;
  /** How many children this page can carry now; 0 where it cannot or will not. Believed up to a bound. */
  readonly carries?: number;
  /** With `resuming`, of a listener: from whom the page hears the room at this moment, so that a server that knows nothing of it moves nobody. */
  readonly uplinks?: ReportedUplinks;
  /** With `resuming`: the listeners who hear the room from this page, or may ask to, so that such a server lets them come back to it. */
  readonly downlinks?: readonly ReportedDownlink[];
  /** Offers made before it is known to whom they go: the server passes each on to one of those to whom this page makes offers. */
  readonly offers?: readonly OfferEnvelope[];
}

export interface ReportedUplinks {
  /** Null for whoever is linked to everyone on stage. */
  readonly parent: ParticipantId | null;
  readonly standby: ParticipantId | null;
}

export interface ReportedDownlink {
  readonly peer: ParticipantId;
  /** `stage` where one is on stage, and the peer is a listener who is linked to everyone there. */
  readonly side: 'stage' | 'down';
}

/** One's own place in the room's audio, for the panel *How the audio travels*. */
export interface AudioPlace {
  /** Hops from the stage, 0 on it; null for whoever waits for a place. */
  readonly depth: number | null;
  /** How many hear the room over this page, directly or not. */
  readonly reach: number;
  /** How many more listeners the room can hold by what its pages have measured; 0 when some wait. */
  readonly placesLeft: number;
}

/** Whoever has no session gives a name, and becomes a guest by it. */
export interface KnockRequest {
  readonly room: RoomId;
  readonly guestName?: string;
}

/** What one gets on entering, and on coming back: the whole state as it is for this participant. */
export interface Entrance {
  readonly you: ParticipantId;
  readonly stage: Stage;
  readonly audience: AudienceDigest;
  readonly personal: Personal;
  /** Who knocks, the longest-waiting first; empty for all but moderators. */
  readonly knocks: readonly KnockCard[];
  readonly plan: readonly LinkPlan[];
  readonly iceServers: readonly IceServer[];
  /** To whom the offers that came along were passed on, in their order; what is left over went to nobody. */
  readonly offered: readonly ParticipantId[];
  /** The server's clock, so that waiting times are right on a page whose clock is wrong. */
  readonly now: number;
}

/** A page has left its parent or standby, and has helped itself already. */
export interface TurnedRequest {
  /** Who was the parent, or the standby. */
  readonly lost: ParticipantId;
  /** Given where that one was heard of, but passes on false voices under speakers’ names; otherwise it is not heard of any more. */
  readonly deceives?: true;
}

type Acknowledge<Value> = (answer: Answer<Value>) => void;

export interface ClientToServer {
  watch: (request: { readonly room: RoomId }, acknowledge: Acknowledge<Preview>) => void;
  enter: (request: EnterRequest, acknowledge: Acknowledge<Entrance>) => void;
  /** Waits before the door until a moderator answers, and watches meanwhile. `leave` ends it. */
  knock: (request: KnockRequest, acknowledge: Acknowledge<null>) => void;
  command: (command: Command, acknowledge: Acknowledge<null>) => void;
  signal: (request: Envelope & { readonly to: ParticipantId }, acknowledge: Acknowledge<null>) => void;
  people: (request: { readonly offset: number }, acknowledge: Acknowledge<readonly ListenerCard[]>) => void;
  /** How many children this page can carry from now on. */
  carry: (request: { readonly children: number }, acknowledge: Acknowledge<null>) => void;
  /** The page does not hear the room from its parent any more, or would not from its standby. */
  turned: (request: TurnedRequest, acknowledge: Acknowledge<null>) => void;
  audio: (acknowledge: Acknowledge<AudioPlace>) => void;
  leave: (acknowledge: Acknowledge<null>) => void;
}

export interface ServerToClient {
  /** `seq` is the number of the first event: the stage's `seq` before it plus one. */
  stage: (update: { readonly seq: number; readonly events: readonly StageEvent[] }) => void;
  audience: (digest: Partial<AudienceDigest>) => void;
  personal: (personal: Personal) => void;
  notice: (notice: Notice) => void;
  /** To moderators: everyone who knocks. */
  knocks: (knocks: readonly KnockCard[]) => void;
  /** The answer to one's own knock. */
  knocked: (answer: { readonly letIn: boolean }) => void;
  plan: (links: readonly LinkPlan[]) => void;
  signal: (envelope: Envelope & { readonly from: ParticipantId }) => void;
  preview: (preview: Preview) => void;
  ended: (ending: Ending) => void;
}
