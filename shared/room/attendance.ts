import type { Decision } from './decide.ts';
import { refuse } from './decide.ts';
import { barrier, isKeptOut, type Asker } from './door.ts';
import type { RoomEvent } from './events.ts';
import { ABSENCE_LIMIT_MS, ROOM_LIMIT, UNATTENDED_LIMIT_MS } from './limits.ts';
import type { PageIdentity, Participant, ParticipantId, Person, PersonId, Room } from './state.ts';
import { identityOf, participant, participantOf, participants } from './state.ts';
import { withSuccession } from './succession.ts';

/** Who comes to the door, as the server knows them (never as they say). */
export interface Visitor extends Asker, PageIdentity {
  readonly person: Person;
  /** The id the participant gets, should this be a first entrance. */
  readonly newId: ParticipantId;
  /** Whether it is a page that lost touch and wants its place back, and nothing else. */
  readonly resuming?: boolean;
}

/**
 * Lets a visitor in as a listener (the owner as a moderator), or back to the place they hold. A place once taken is kept, whatever
 * has become of the door, until one leaves or is removed.
 */
export function enter(room: Room, visitor: Visitor, at: number): Decision {
  if (!room.stage.live) return refuse('room-closed');
  const isOwner = visitor.person.personId === room.stage.ownerId;
  if (!isOwner && isKeptOut(room, visitor)) return refuse('kept-out');
  const present = participantOf(room, visitor.person.personId);
  // A page that was asleep does not take the place back from the newer page, nor does it come in anew unasked.
  if (visitor.resuming && present?.fingerprint !== visitor.fingerprint)
    return refuse(present ? 'taken-over' : 'not-in-room');
  if (present)
    return {
      events: [
        ...comeBack(present, visitor, at),
        ...introduce(present, visitor.person, at),
        ...recognise(room, present.id, visitor, at),
      ],
    };
  const inTheWay = barrier(room, visitor);
  if (inTheWay) return refuse(inTheWay);
  if (!isOwner && participants(room).length >= ROOM_LIMIT) return refuse('room-full');
  const arrival = isOwner ? arriveAsOwner(visitor, at) : arriveAsListener(visitor, at);
  return settled(room, [arrival, ...recognise(room, visitor.newId, visitor, at)], at);
}

/** The same page returns with the same certificate and nothing changes; another page (a reload, a second tab) takes over, muted. */
function comeBack(present: Participant, visitor: Visitor, at: number): readonly RoomEvent[] {
  const samePage = present.fingerprint === visitor.fingerprint;
  // A key that is kept after the page seals with another one would silence it.
  const sameKey = present.voiceKey === visitor.voiceKey;
  if (samePage && sameKey && present.awaySince === null) return [];
  const back = { who: present.id, ...identityOf(visitor), at };
  if (present.role === 'listener') return [{ type: 'back', ...back }];
  return [{ type: 'stage-back', ...back, muted: present.muted || !samePage }];
}

/** Whoever has got another name or picture since is shown with it. */
function introduce(present: Participant, person: Person, at: number): readonly RoomEvent[] {
  const { name, handle, picture } = person;
  if (present.name === name && present.handle === handle && present.picture === picture) return [];
  const type = present.role === 'listener' ? 'introduced' : 'stage-introduced';
  return [{ type, who: present.id, person, at }];
}

function arriveAsOwner(visitor: Visitor, at: number): RoomEvent {
  const { person, newId: id } = visitor;
  const place = { enteredAt: at, awaySince: null, role: 'moderator', muted: true, onStageSince: at } as const;
  return { type: 'came-on-stage', person: { ...person, id, ...identityOf(visitor), ...place }, by: null, at };
}

function arriveAsListener(visitor: Visitor, at: number): RoomEvent {
  const { person, newId: id } = visitor;
  const place = {
    enteredAt: at,
    awaySince: null,
    role: 'listener',
    handRaisedAt: null,
    invitedBy: null,
  } as const;
  return { type: 'entered', listener: { ...person, id, ...identityOf(visitor), ...place }, at };
}

function recognise(room: Room, who: ParticipantId, { keys }: Visitor, at: number): readonly RoomEvent[] {
  const known = room.knownBy[who] ?? [];
  const all = [...new Set([...known, ...keys])];
  return all.length === known.length ? [] : [{ type: 'recognised', who, keys: all, at }];
}

/** The server has lost a participant's socket. */
export function loseTouch(room: Room, who: ParticipantId, at: number): Decision {
  const person = participant(room, who);
  if (!person || person.awaySince !== null) return { events: [] };
  return { events: [{ type: person.role === 'listener' ? 'away' : 'stage-away', who, at }] };
}

export function leave(room: Room, who: ParticipantId, at: number): Decision {
  const person = participant(room, who);
  return person ? settled(room, [departed(person, 'left', at)], at) : refuse('not-in-room');
}

/** What time alone brings: absent people leave, a room without a member closes. */
export function passTime(room: Room, at: number): Decision {
  if (!room.stage.live) return { events: [] };
  if (room.unattendedSince !== null && at - room.unattendedSince >= UNATTENDED_LIMIT_MS) {
    return { events: [{ type: 'closed', by: null, at }] };
  }
  const gone = participants(room).filter(
    ({ awaySince }) => awaySince !== null && at - awaySince >= ABSENCE_LIMIT_MS,
  );
  return settled(
    room,
    gone.map((person) => departed(person, 'timed-out', at)),
    at,
  );
}

/** The next moment (server ms) at which `passTime` would do something; undefined if only people can bring change. */
export function nextDeadline(room: Room): number | undefined {
  if (!room.stage.live) return undefined;
  const absences = participants(room).flatMap(({ awaySince }) =>
    awaySince === null ? [] : [awaySince + ABSENCE_LIMIT_MS],
  );
  const unattended = room.unattendedSince === null ? [] : [room.unattendedSince + UNATTENDED_LIMIT_MS];
  const deadlines = [...absences, ...unattended];
  return deadlines.length === 0 ? undefined : deadlines.reduce((a, b) => Math.min(a, b));
}

/** The owner opens the room, for the first time or again. */
export function open(room: Room, who: PersonId, at: number): Decision {
  if (who !== room.stage.ownerId) return refuse('not-allowed');
  return room.stage.live ? refuse('already-so') : { events: [{ type: 'opened', at }] };
}

/** After a restart of the server nobody has a socket: everyone has the usual time to come back. */
export function loseTouchWithAll(room: Room, at: number): Decision {
  return { events: participants(room).flatMap((person) => eventsOf(loseTouch(room, person.id, at))) };
}

function departed(person: Participant, departure: 'left' | 'timed-out', at: number): RoomEvent {
  const type = person.role === 'listener' ? 'left-audience' : 'left-stage';
  return { type, who: person.id, departure, by: null, at };
}

function settled(room: Room, events: readonly RoomEvent[], at: number): Decision {
  return { events: events.length === 0 ? events : withSuccession(room, events, at) };
}

function eventsOf(decision: Decision): readonly RoomEvent[] {
  return 'events' in decision ? decision.events : [];
}
