import { Router, type Request } from 'express';
import type { Answer, DoorChoice, Preview } from '../../shared/protocol/messages.ts';
import { idSchema, newRoomSchema } from '../../shared/protocol/schemas.ts';
import type { Asker } from '../../shared/room/door.ts';
import type { Person, Room } from '../../shared/room/state.ts';
import { granted, refused } from '../answers.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Identities } from '../identity/identities.ts';
import { cardsShownTo } from '../members/shown-cards.ts';
import { knowAsker } from '../rooms/know-asker.ts';
import type { RoomDirectory } from '../rooms/room-directory.ts';
import type { RoomHost } from '../rooms/room-host.ts';
import type { RoomTitle, Store } from '../store/store.ts';
import { readBody, send } from './answer-request.ts';
import { askingMember } from './asking-member.ts';
import { limitRequests } from './limit-requests.ts';

interface RoomsParts {
  readonly directory: RoomDirectory;
  readonly identities: Identities;
  readonly cookie: BrowserCookie;
  readonly store: Store;
  readonly trustedProxies: number;
}

/** `/api/rooms`: what is live now for whoever asks, a member's own closed rooms and their doors, and opening rooms. */
export function roomsRouter({ directory, identities, cookie, store, trustedProxies }: RoomsParts): Router {
  const router = Router();
  const mayOpen = limitRequests({ times: 300, perSeconds: 60 }, trustedProxies);

  const onlooker = (request: Request) => identities.onlooker(cookie.hashIn(request.headers.cookie));

  async function find(request: Request): Promise<RoomHost | undefined> {
    const id = readBody(idSchema, request.params['id']);
    return id === undefined ? undefined : directory.find(id);
  }

  router.get('/', async (request, response) => {
    const one = await askingMember(request, { identities, cookie });
    if (!one.ok) return send(response, one);
    const { person } = one.value;
    const live = await openTo(await onlooker(request), person, { directory, store });
    const closed = await store.closedRoomsOf(person.personId);
    const answer: Answer<readonly Preview[]> = granted([
      ...live,
      ...closed.map((room) => ownClosed(room, person)),
    ]);
    send(response, answer);
  });

  router.post('/', mayOpen, async (request, response) => {
    const one = await askingMember(request, { identities, cookie });
    if (!one.ok) return send(response, one);
    const body = readBody(newRoomSchema, request.body);
    if (!body) return send(response, refused('malformed'));
    const { title, door = 'link' } = body;
    const invited = 'invited' in body ? body.invited : undefined;
    const room = await directory.create(
      { title, door, ...(invited && { invited }) },
      one.value.person.personId,
    );
    send(response, granted({ room }), 201);
  });

  router.get('/:id', async (request, response) => {
    const host = await find(request);
    if (!host) return send(response, refused('no-such-room'));
    const preview = host.previewFor(await knowAsker(store, host.room, await onlooker(request)));
    send(response, preview ? granted(preview) : refused('no-such-room'));
  });

  router.get('/:id/door', async (request, response) => {
    const { person } = await onlooker(request);
    if (!person) return send(response, refused('not-signed-in'));
    const host = await find(request);
    if (!host) return send(response, refused('no-such-room'));
    if (host.room.stage.ownerId !== person.personId) return send(response, refused('not-allowed'));
    send(response, granted(await doorOf(host.room, store)));
  });

  router.post('/:id/open', mayOpen, async (request, response) => {
    const { person } = await onlooker(request);
    if (!person) return send(response, refused('not-signed-in'));
    const host = await find(request);
    if (!host) return send(response, refused('no-such-room'));
    const refusal = await host.open(person.personId);
    send(response, refusal ? refused(refusal) : granted(null));
  });

  return router;
}

/** The live rooms that a member could walk into, be they locked for the moment. */
async function openTo(
  { keys }: Pick<Asker, 'keys'>,
  person: Person,
  { directory, store }: Pick<RoomsParts, 'directory' | 'store'>,
): Promise<readonly Preview[]> {
  const bonds = await store.members.bondsTo(person.personId);
  const [following, blocking] = [new Set(bonds.followedBy), new Set(bonds.blockedBy)];
  return directory.live().flatMap((host) => {
    const { ownerId } = host.room.stage;
    const bond = { followedByOwner: following.has(ownerId), blockedByOwner: blocking.has(ownerId) };
    const preview = host.previewFor({ person, keys, ...bond });
    return preview?.standing === 'open' || preview?.standing === 'room-locked' ? [preview] : [];
  });
}

async function doorOf({ stage, invited }: Room, { members }: Store): Promise<DoorChoice> {
  const listed = invited.people.length === 0 ? [] : await members.cardsOf(invited.people);
  const people = await cardsShownTo(stage.ownerId, listed, members);
  return { door: stage.door, people, following: invited.following };
}

function ownClosed({ roomId, title, door }: RoomTitle, owner: Person): Preview {
  return {
    roomId,
    title,
    door,
    live: false,
    locked: false,
    standing: 'open',
    stage: [],
    listening: 0,
    ownerName: owner.name,
    ...(owner.handle !== undefined && { ownerHandle: owner.handle }),
    yours: true,
  };
}
