import { expect, it } from 'vitest';
import { enter } from '../../shared/room/attendance.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { participants, type Person, type Room } from '../../shared/room/state.ts';
import { readRoom } from '../../signal-server/store/sqlite/read-room.ts';

// As protocol version 4 wrote it, letter by letter: nobody had a key for the voice.
const snapshot = `{"stage":{"roomId":"room-1","seq":2,"title":"Tea","ownerId":"ana","door":"link","live":true,"locked":false,
"hands":"everyone","people":[{"personId":"ana","name":"Ana","kind":"member","handle":"ana","id":"p-ana","fingerprint":"AA",
"enteredAt":2,"awaySince":null,"role":"moderator","muted":false,"onStageSince":2}]},"version":3,"listeners":{},
"knownBy":{"p-ana":["browser:a"]},"keptOut":[],"invited":{"people":[],"following":false},"admitted":[],"unattendedSince":null}`;
const events = [
  `{"type":"entered","listener":{"personId":"ben","name":"Ben","kind":"guest","id":"p-ben","fingerprint":"BB",
"enteredAt":4,"awaySince":null,"role":"listener","handRaisedAt":null,"invitedBy":null},"at":4}`,
  `{"type":"stage-away","who":"p-ana","at":5}`,
  `{"type":"stage-back","who":"p-ana","fingerprint":"AC","muted":true,"at":6}`,
  `{"type":"away","who":"p-ben","at":7}`,
  `{"type":"back","who":"p-ben","fingerprint":"BC","at":8}`,
].map((event, index) => ({ version: index + 4, event }));

const ana: Person = { personId: 'ana', name: 'Ana', kind: 'member', handle: 'ana' };
const ben: Person = { personId: 'ben', name: 'Ben', kind: 'guest' };

/** The room after the person’s page has come back: the same page, loaded by the new version, has a key. */
function afterBack(room: Room, person: Person, fingerprint: string): Room {
  const visitor = { person, keys: [], followedByOwner: false, blockedByOwner: false, newId: 'p-new' };
  const decision = enter(room, { ...visitor, fingerprint, voiceKey: `key of ${person.name}` }, 9);
  if ('refused' in decision) throw new Error(decision.refused);
  return decision.events.reduce(evolve, room);
}

it('[SQLITE-8] reads a room that an earlier version has written, and whoever comes back to it brings what is new', () => {
  const room = readRoom({ roomId: 'room-1', version: 8, snapshot, events });
  const identities = (of: Room) =>
    participants(of).map((one) => [one.id, one.fingerprint, 'voiceKey' in one ? one.voiceKey : 'none']);
  expect(identities(room)).toEqual([
    ['p-ana', 'AC', 'none'],
    ['p-ben', 'BC', 'none'],
  ]);
  const later = afterBack(afterBack(room, ana, 'AC'), ben, 'BD');
  expect(identities(later)).toEqual([
    ['p-ana', 'AC', 'key of Ana'],
    ['p-ben', 'BD', 'key of Ben'],
  ]);
});
