import type { AudienceEvent, RoomEvent, StageEvent } from './events.ts';
import { isStageEvent } from './events.ts';
import type { Listener, PageIdentity, ParticipantId, Person, Room, Stage, StagePerson } from './state.ts';
import { asListener, identityOf, inAudience, mayRaiseHand, onStage, participants } from './state.ts';

/** The room after an event. Total: an event about somebody unknown changes only the counters. */
export function evolve(room: Room, event: RoomEvent): Room {
  const listeners = evolveListeners(room, event);
  const stage = isStageEvent(event) ? evolveStage(room.stage, event) : room.stage;
  const next = {
    ...room,
    stage,
    listeners,
    ...evolveAccess(room, event),
    knownBy: evolveKnownBy(room, event),
    version: room.version + 1,
  };
  return { ...next, unattendedSince: unattendedSince(next, event.at) };
}

/** The stage after an event: the part that runs on the server and in every page alike. */
export function evolveStage(stage: Stage, event: StageEvent): Stage {
  return { ...stage, ...stageChange(stage, event), seq: stage.seq + 1 };
}

function stageChange(stage: Stage, event: StageEvent): Partial<Stage> {
  switch (event.type) {
    case 'opened':
      return { live: true, locked: false, people: [] };
    case 'closed':
      return { live: false, people: [] };
    case 'retitled':
      return { title: event.title };
    case 'lock-changed':
      return { locked: event.locked };
    case 'hands-changed':
      return { hands: event.hands };
    case 'door-changed':
      return { door: event.door };
    case 'came-on-stage':
      return { people: [...without(stage.people, event.person.id), event.person] };
    case 'left-stage':
    case 'moved-to-audience':
      return { people: without(stage.people, event.who) };
    case 'muted':
      return { people: change(stage.people, event.who, { muted: true }) };
    case 'unmuted':
      return { people: change(stage.people, event.who, { muted: false }) };
    case 'became-moderator':
      return { people: change(stage.people, event.who, { role: 'moderator' }) };
    case 'ceased-moderating':
      return { people: change(stage.people, event.who, { role: 'speaker' }) };
    case 'stage-away':
      return { people: change(stage.people, event.who, { awaySince: event.at }) };
    case 'stage-back': {
      const { who, muted } = event;
      return {
        people: stage.people.map((one) => (one.id === who ? { ...cameBack(one, event), muted } : one)),
      };
    }
    case 'stage-introduced':
      return {
        people: stage.people.map((one) => (one.id === event.who ? introduced(one, event.person) : one)),
      };
  }
}

type Listeners = Room['listeners'];

function evolveListeners(room: Room, event: RoomEvent): Listeners {
  const { listeners } = room;
  switch (event.type) {
    case 'opened':
    case 'closed':
      return {};
    case 'hands-changed':
      return lowerHands(listeners, (listener) => !mayRaiseHand(event.hands, listener.kind));
    case 'came-on-stage':
      return omit(listeners, event.person.id);
    case 'moved-to-audience': {
      const person = onStage(room, event.who);
      return person ? { ...listeners, [person.id]: asListener(person) } : listeners;
    }
    default:
      return isStageEvent(event) ? listeners : audienceChange(room, event);
  }
}

function audienceChange(room: Room, event: AudienceEvent): Listeners {
  const { listeners } = room;
  const set = (change: Partial<Listener>) => {
    const listener = 'who' in event ? inAudience(room, event.who) : undefined;
    return listener ? { ...listeners, [listener.id]: { ...listener, ...change } } : listeners;
  };
  switch (event.type) {
    case 'entered':
      return { ...listeners, [event.listener.id]: event.listener };
    case 'left-audience':
      return omit(listeners, event.who);
    case 'hand-raised':
      return set({ handRaisedAt: event.at });
    case 'hand-lowered':
      // A moderator who lowers the hand takes an invitation back with it.
      return set({ handRaisedAt: null, invitedBy: null });
    case 'invited-on-stage':
      return set({ invitedBy: event.by });
    case 'invitation-declined':
      return set({ invitedBy: null, handRaisedAt: null });
    case 'away':
      return set({ awaySince: event.at });
    case 'back': {
      const listener = inAudience(room, event.who);
      return listener ? { ...listeners, [listener.id]: cameBack(listener, event) } : listeners;
    }
    case 'introduced': {
      const listener = inAudience(room, event.who);
      return listener ? { ...listeners, [listener.id]: introduced(listener, event.person) } : listeners;
    }
    case 'asked-to-unmute':
    case 'recognised':
    case 'kept-out':
    case 'invited-changed':
    case 'let-in':
    case 'forgotten':
      return listeners;
  }
}

/** Who may come in, and who may not. */
function evolveAccess(
  { keptOut, invited, admitted }: Room,
  event: RoomEvent,
): Pick<Room, 'keptOut' | 'invited' | 'admitted'> {
  switch (event.type) {
    case 'kept-out':
      return {
        keptOut: [...new Set([...keptOut, ...event.keys])],
        invited,
        admitted: admitted.filter((personId) => !event.keys.includes(personId)),
      };
    case 'invited-changed':
      return { keptOut, invited: event.invited, admitted };
    case 'let-in':
      return { keptOut, invited, admitted: [...admitted, event.personId] };
    case 'forgotten': {
      const isOther = (key: string) => !event.keys.includes(key);
      return {
        keptOut: keptOut.filter(isOther),
        invited: { ...invited, people: invited.people.filter(isOther) },
        admitted: admitted.filter(isOther),
      };
    }
    case 'opened':
    case 'closed':
      return { keptOut, invited, admitted: [] };
    default:
      return { keptOut, invited, admitted };
  }
}

function evolveKnownBy({ knownBy }: Room, event: RoomEvent): Room['knownBy'] {
  switch (event.type) {
    case 'recognised':
      return { ...knownBy, [event.who]: event.keys };
    case 'left-stage':
    case 'left-audience':
      return omit(knownBy, event.who);
    case 'opened':
    case 'closed':
      return {};
    default:
      return knownBy;
  }
}

function unattendedSince(room: Room, at: number): number | null {
  if (!room.stage.live || participants(room).some((someone) => someone.kind === 'member')) return null;
  return room.unattendedSince ?? at;
}

/** The same presence under the name and picture that the person has now. */
function introduced<One extends StagePerson | Listener>(one: One, { name, handle, picture }: Person): One {
  const { handle: _handle, picture: _picture, ...presence } = one;
  // What was left out is put back where the person has it: the type is the same.
  return {
    ...presence,
    name,
    ...(handle !== undefined && { handle }),
    ...(picture !== undefined && { picture }),
  } as One;
}

/** The same presence by the page that has come: nothing of the former page stays. */
function cameBack<One extends StagePerson | Listener>(one: One, identity: PageIdentity): One {
  const { voiceKey: _former, ...presence } = one;
  // What was left out is put back where the page has it: the type is the same.
  return {
    ...presence,
    awaySince: null,
    ...identityOf(identity),
  } as One;
}

function without(people: readonly StagePerson[], id: ParticipantId): StagePerson[] {
  return people.filter((person) => person.id !== id);
}

function change(
  people: readonly StagePerson[],
  id: ParticipantId,
  fields: Partial<StagePerson>,
): StagePerson[] {
  return people.map((person) => (person.id === id ? { ...person, ...fields } : person));
}

function omit<Value>(
  record: Readonly<Record<ParticipantId, Value>>,
  id: ParticipantId,
): Readonly<Record<ParticipantId, Value>> {
  const { [id]: _gone, ...rest } = record;
  return rest;
}

function lowerHands(listeners: Listeners, whose: (listener: Listener) => boolean): Listeners {
  return Object.fromEntries(
    Object.entries(listeners).map(([id, one]) => [id, whose(one) ? { ...one, handRaisedAt: null } : one]),
  );
}
