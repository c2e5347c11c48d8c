import type { Command } from './commands.ts';
import type { RoomEvent } from './events.ts';
import { STAGE_LIMIT } from './limits.ts';
import { isOwnersAlone, permits } from './permissions.ts';
import type { RefusalReason } from './refusals.ts';
import type {
  InvitedPeople,
  Listener,
  Participant,
  ParticipantId,
  PersonId,
  Room,
  StagePerson,
} from './state.ts';
import { asStagePerson, inAudience, mayRaiseHand, onStage, participant, participants } from './state.ts';
import { withSuccession } from './succession.ts';

export type Decision = { readonly events: readonly RoomEvent[] } | { readonly refused: RefusalReason };

/** An occasion: which room, who asks, when (server milliseconds). */
interface Asked {
  readonly room: Room;
  readonly actor: Participant;
  readonly at: number;
}

/** What follows from a participant's command: events, or the reason for a refusal. Pure; the same answer for the same question. */
export function decide(room: Room, actorId: ParticipantId, command: Command, at: number): Decision {
  const actor = participant(room, actorId);
  if (!actor) return refuse('not-in-room');
  const who = 'who' in command ? command.who : actorId;
  if (!mayAsk(room, actor, command.type, who)) return refuse('not-allowed');
  const decision = answer({ room, actor, at }, command);
  return 'refused' in decision ? decision : { events: withSuccession(room, decision.events, at) };
}

export function refuse(reason: RefusalReason): Decision {
  return { refused: reason };
}

function event(happened: RoomEvent): Decision {
  return { events: [happened] };
}

/** The table, and what is the owner's beside it: to come back on their own stage, and to say whom the room is for. */
function mayAsk(room: Room, actor: Participant, type: Command['type'], who: ParticipantId): boolean {
  if (isOwnersAlone(type)) return isOwner(room, actor);
  const toSelf = who === actor.id;
  const ownStage = type === 'bring-on-stage' && toSelf && isOwner(room, actor);
  return ownStage || permits(actor.role, type, toSelf);
}

function answer(asked: Asked, command: Command): Decision {
  switch (command.type) {
    case 'raise-hand':
      return raiseHand(asked);
    case 'lower-hand':
      return withListener(asked, command.who, lowerHand);
    case 'bring-on-stage':
      return withListener(asked, command.who, bringOnStage);
    case 'accept-stage':
      return acceptStage(asked);
    case 'decline-stage':
      return declineStage(asked);
    case 'move-to-audience':
      return withStagePerson(asked, command.who, moveToAudience);
    case 'mute':
      return withStagePerson(asked, command.who, mute);
    case 'unmute':
      return withStagePerson(asked, asked.actor.id, unmute);
    case 'ask-to-unmute':
      return withStagePerson(asked, command.who, askToUnmute);
    case 'make-moderator':
      return withStagePerson(asked, command.who, makeModerator);
    case 'take-back-moderator':
      return withStagePerson(asked, command.who, takeBackModerator);
    case 'remove':
      return remove(asked, command.who);
    case 'let-in':
      return letIn(asked, command.personId);
    case 'turn-away':
      return turnAway(asked, command.personId);
    default:
      return changeRoom(asked, command);
  }
}

function withListener(
  asked: Asked,
  who: ParticipantId,
  then: (asked: Asked, listener: Listener) => Decision,
): Decision {
  const listener = inAudience(asked.room, who);
  if (listener) return then(asked, listener);
  return refuse(onStage(asked.room, who) ? 'already-so' : 'no-such-person');
}

function withStagePerson(
  asked: Asked,
  who: ParticipantId,
  then: (asked: Asked, person: StagePerson) => Decision,
): Decision {
  const person = onStage(asked.room, who);
  if (person) return then(asked, person);
  return refuse(inAudience(asked.room, who) ? 'not-on-stage' : 'no-such-person');
}

function raiseHand({ room, actor, at }: Asked): Decision {
  if (!mayRaiseHand(room.stage.hands, actor.kind)) {
    return refuse(room.stage.hands === 'members' ? 'members-only' : 'hands-closed');
  }
  if (actor.role !== 'listener' || actor.handRaisedAt !== null) return refuse('already-so');
  return event({ type: 'hand-raised', who: actor.id, at });
}

function lowerHand({ actor, at }: Asked, listener: Listener): Decision {
  if (listener.handRaisedAt === null && listener.invitedBy === null) return refuse('already-so');
  return event({ type: 'hand-lowered', who: listener.id, by: actor.id, at });
}

function bringOnStage(asked: Asked, listener: Listener): Decision {
  const { room, actor, at } = asked;
  if (room.stage.people.length >= STAGE_LIMIT) return refuse('stage-full');
  if (listener.id === actor.id) return arrive(asked, listener, actor.id);
  if (listener.invitedBy !== null) return refuse('already-so');
  return event({ type: 'invited-on-stage', who: listener.id, by: actor.id, at });
}

function acceptStage(asked: Asked): Decision {
  const listener = inAudience(asked.room, asked.actor.id);
  if (!listener || listener.invitedBy === null) return refuse('not-invited');
  if (asked.room.stage.people.length >= STAGE_LIMIT) return refuse('stage-full');
  return arrive(asked, listener, listener.invitedBy);
}

/** Whoever comes on stage arrives muted; the owner's place there is a moderator's. */
function arrive({ room, at }: Asked, listener: Listener, by: ParticipantId): Decision {
  const role = isOwner(room, listener) ? 'moderator' : 'speaker';
  return event({ type: 'came-on-stage', person: asStagePerson(listener, role, at), by, at });
}

function declineStage({ room, actor, at }: Asked): Decision {
  if (!inAudience(room, actor.id)?.invitedBy) return refuse('not-invited');
  return event({ type: 'invitation-declined', who: actor.id, at });
}

function moveToAudience({ room, actor, at }: Asked, person: StagePerson): Decision {
  if (isOwner(room, person) && person.id !== actor.id) return refuse('owner-protected');
  if (isLastModerator(room, person)) return refuse('last-moderator');
  return event({ type: 'moved-to-audience', who: person.id, by: actor.id, at });
}

function mute({ actor, at }: Asked, person: StagePerson): Decision {
  return person.muted ? refuse('already-so') : event({ type: 'muted', who: person.id, by: actor.id, at });
}

function unmute({ at }: Asked, person: StagePerson): Decision {
  return person.muted ? event({ type: 'unmuted', who: person.id, at }) : refuse('already-so');
}

function askToUnmute({ actor, at }: Asked, person: StagePerson): Decision {
  return person.muted
    ? event({ type: 'asked-to-unmute', who: person.id, by: actor.id, at })
    : refuse('already-so');
}

function makeModerator({ actor, at }: Asked, person: StagePerson): Decision {
  if (person.kind !== 'member') return refuse('members-only');
  if (person.role === 'moderator') return refuse('already-so');
  return event({ type: 'became-moderator', who: person.id, by: actor.id, at });
}

function takeBackModerator({ room, actor, at }: Asked, person: StagePerson): Decision {
  if (person.role !== 'moderator') return refuse('already-so');
  if (isOwner(room, person)) return refuse('owner-protected');
  if (isLastModerator(room, person)) return refuse('last-moderator');
  return event({ type: 'ceased-moderating', who: person.id, by: actor.id, at });
}

function remove({ room, actor, at }: Asked, who: ParticipantId): Decision {
  const person = participant(room, who);
  if (!person) return refuse('no-such-person');
  if (isOwner(room, person)) return refuse('owner-protected');
  const keys = [person.personId, ...(room.knownBy[who] ?? [])];
  const departures = participants(room)
    .filter((one) => one.id === who || (!isOwner(room, one) && isKnownBy(room, one, keys)))
    .map((one) => departure(one, actor.id, at));
  return { events: [{ type: 'kept-out', keys, by: actor.id, at }, ...departures] };
}

/** Whether somebody came under one of these keys: the same person or browser. */
function isKnownBy(room: Room, { id, personId }: Participant, keys: readonly string[]): boolean {
  return [personId, ...(room.knownBy[id] ?? [])].some((key) => keys.includes(key));
}

function departure({ id, role }: Participant, by: ParticipantId, at: number): RoomEvent {
  return {
    type: role === 'listener' ? 'left-audience' : 'left-stage',
    who: id,
    departure: 'removed',
    by,
    at,
  };
}

/** Who knocks is known to the server alone: here it is only said what being let in changes. */
function letIn({ room, actor, at }: Asked, personId: PersonId): Decision {
  if (room.admitted.includes(personId)) return refuse('already-so');
  if (room.keptOut.includes(personId)) return refuse('kept-out');
  return event({ type: 'let-in', personId, by: actor.id, at });
}

/** Changes nothing in the room: the one who knocks is told, and the server remembers it. */
function turnAway({ room }: Asked, personId: PersonId): Decision {
  return room.admitted.includes(personId) ? refuse('already-so') : { events: [] };
}

type RoomCommand = Extract<Command, { type: 'lock' | 'set-hands' | 'retitle' | 'set-door' | 'close' }>;

function changeRoom(asked: Asked, command: RoomCommand): Decision {
  const {
    room: { stage },
    actor: { id: by },
    at,
  } = asked;
  switch (command.type) {
    case 'lock':
      if (stage.locked === command.locked) return refuse('already-so');
      return event({ type: 'lock-changed', locked: command.locked, by, at });
    case 'set-hands':
      if (stage.hands === command.hands) return refuse('already-so');
      return event({ type: 'hands-changed', hands: command.hands, by, at });
    case 'retitle':
      if (stage.title === command.title) return refuse('already-so');
      return event({ type: 'retitled', title: command.title, by, at });
    case 'set-door':
      return setDoor(asked, command);
    case 'close':
      return event({ type: 'closed', by, at });
  }
}

/** A door that is made narrower sends nobody out. */
function setDoor({ room, actor, at }: Asked, command: Extract<Command, { type: 'set-door' }>): Decision {
  const { door, invited = room.invited } = command;
  const events: RoomEvent[] = [];
  // The list first: for no moment does the door stand for one that is no longer meant.
  if (!isSameList(invited, room.invited)) events.push({ type: 'invited-changed', invited, by: actor.id, at });
  if (door !== room.stage.door) events.push({ type: 'door-changed', door, by: actor.id, at });
  return events.length === 0 ? refuse('already-so') : { events };
}

function isSameList(a: InvitedPeople, b: InvitedPeople): boolean {
  const known = new Set(b.people);
  return (
    a.following === b.following && a.people.length === known.size && a.people.every((one) => known.has(one))
  );
}

function isOwner(room: Room, person: Participant): boolean {
  return person.personId === room.stage.ownerId;
}

function isLastModerator(room: Room, person: StagePerson): boolean {
  return (
    person.role === 'moderator' &&
    !room.stage.people.some((one) => one.id !== person.id && one.role === 'moderator')
  );
}
