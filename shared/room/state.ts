/** The data of a live room. Everything here is plain JSON, so a snapshot is the state itself. Times are server milliseconds since 1970. */

export type RoomId = string;
/** A member or guest, on this server; the same in every room. */
export type PersonId = string;
/** One person's presence in one live room. */
export type ParticipantId = string;

export type Role = 'moderator' | 'speaker' | 'listener';
export type HandsPolicy = 'everyone' | 'members' | 'off';
/** Who may enter: anyone with the URL, the members of this server, or those whom the owner has invited. */
export type Door = 'link' | 'members' | 'invited';

/** Whom an `invited` door lets in, besides the owner. */
export interface InvitedPeople {
  readonly people: readonly PersonId[];
  /** Whether everyone may come whom the owner follows, also those whom the owner follows later. */
  readonly following: boolean;
}

export interface Person {
  readonly personId: PersonId;
  readonly name: string;
  readonly kind: 'member' | 'guest';
  /** Of members: by it their profile is found. */
  readonly handle?: string;
  /** Of members who have one: the name of their picture in `/pictures`. */
  readonly picture?: string;
}

/** By what a page is known to the others, as it announced it on entering. A new page brings its own. */
export interface PageIdentity {
  /** SHA-256 of the DTLS certificate of the page (`AB:CD:…`): whoever shows another one is refused. */
  readonly fingerprint: string;
  /**
   * The public key with which the page seals its voice (an uncompressed P-256 point in base64url), so that nobody who passes the
   * voice on can put another in its place; absent where the browser cannot seal.
   */
  readonly voiceKey?: string;
}

/** Nothing but the identity of a page, of whatever knows it; without a key where there is none. */
export function identityOf({
  fingerprint,
  voiceKey,
}: {
  readonly fingerprint: string;
  readonly voiceKey?: string | undefined;
}): PageIdentity {
  return { fingerprint, ...(voiceKey !== undefined && { voiceKey }) };
}

interface Presence extends Person, PageIdentity {
  readonly id: ParticipantId;
  readonly enteredAt: number;
  /** Since when the server has lost this participant's socket; their audio may well go on. */
  readonly awaySince: number | null;
}

export interface StagePerson extends Presence {
  readonly role: 'moderator' | 'speaker';
  readonly muted: boolean;
  readonly onStageSince: number;
}

export interface Listener extends Presence {
  readonly role: 'listener';
  readonly handRaisedAt: number | null;
  /** The moderator who asked this listener on stage, until the listener answers. */
  readonly invitedBy: ParticipantId | null;
}

export type Participant = StagePerson | Listener;

/** What everyone in a room knows at once: sent whole on entering, then kept up by the same events as on the server. */
export interface Stage {
  readonly roomId: RoomId;
  /** Counts the stage events so far; a client that sees a gap asks for a snapshot. */
  readonly seq: number;
  readonly title: string;
  readonly ownerId: PersonId;
  readonly door: Door;
  readonly live: boolean;
  readonly locked: boolean;
  readonly hands: HandsPolicy;
  /** In the order in which they came on stage. */
  readonly people: readonly StagePerson[];
}

/** What only the server knows whole; clients get digests of the audience. */
export interface Room {
  readonly stage: Stage;
  /** Counts all events so far, stage and audience: the version in the store. */
  readonly version: number;
  readonly listeners: Readonly<Record<ParticipantId, Listener>>;
  /** Further keys by which a participant is known here (their browser), so that removing them can keep those out too. */
  readonly knownBy: Readonly<Record<ParticipantId, readonly string[]>>;
  /** Keys (person, browser) that may not come back; they outlast the closing of the room. */
  readonly keptOut: readonly string[];
  /** Whom the `invited` door lets in; kept while the door is another one. */
  readonly invited: InvitedPeople;
  /** Who knocked and was let in: to them door and lock are open, until the room closes. */
  readonly admitted: readonly PersonId[];
  /** Since when a live room has had no member in it. */
  readonly unattendedSince: number | null;
}

export const NOBODY_INVITED: InvitedPeople = { people: [], following: false };

/** A room as it is made: closed, empty, at version 0. Its door is `link` unless told otherwise. */
export function newRoom(room: {
  readonly id: RoomId;
  readonly title: string;
  readonly ownerId: PersonId;
  readonly door?: Door;
  readonly invited?: InvitedPeople;
}): Room {
  const { id: roomId, title, ownerId, door = 'link', invited = NOBODY_INVITED } = room;
  return {
    stage: {
      roomId,
      seq: 0,
      title,
      ownerId,
      door,
      live: false,
      locked: false,
      hands: 'everyone',
      people: [],
    },
    version: 0,
    listeners: {},
    knownBy: {},
    keptOut: [],
    invited,
    admitted: [],
    unattendedSince: null,
  };
}

export function onStage(room: Room, id: ParticipantId): StagePerson | undefined {
  return room.stage.people.find((person) => person.id === id);
}

export function inAudience(room: Room, id: ParticipantId): Listener | undefined {
  return Object.hasOwn(room.listeners, id) ? room.listeners[id] : undefined;
}

export function participant(room: Room, id: ParticipantId): Participant | undefined {
  return onStage(room, id) ?? inAudience(room, id);
}

export function participants(room: Room): Participant[] {
  return [...room.stage.people, ...Object.values(room.listeners)];
}

export function participantOf(room: Room, personId: PersonId): Participant | undefined {
  return participants(room).find((someone) => someone.personId === personId);
}

/** A listener's place on stage: everyone arrives muted. */
export function asStagePerson(listener: Listener, role: StagePerson['role'], at: number): StagePerson {
  const { handRaisedAt: _hand, invitedBy: _invited, ...presence } = listener;
  return { ...presence, role, muted: true, onStageSince: at };
}

/** A speaker's place in the audience. */
export function asListener(person: StagePerson): Listener {
  const { muted: _muted, onStageSince: _since, ...presence } = person;
  return { ...presence, role: 'listener', handRaisedAt: null, invitedBy: null };
}

/** The hands in the order in which they went up. */
export function handQueue(room: Room): (Listener & { readonly handRaisedAt: number })[] {
  return Object.values(room.listeners)
    .filter((listener): listener is Listener & { handRaisedAt: number } => listener.handRaisedAt !== null)
    .sort((a, b) => a.handRaisedAt - b.handRaisedAt || (a.id < b.id ? -1 : 1));
}

export function mayRaiseHand(hands: HandsPolicy, kind: Person['kind']): boolean {
  return hands === 'everyone' || (hands === 'members' && kind === 'member');
}
