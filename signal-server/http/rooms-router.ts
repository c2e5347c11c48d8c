import { Router, type Request } from 'express';
import * as v from 'valibot';
import type { Answer, Preview } from '../../shared/protocol/messages.ts';
import { idSchema, titleSchema } from '../../shared/protocol/schemas.ts';
import type { Person } from '../../shared/room/state.ts';
import { granted, refused, type Refusal } from '../answers.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Identities } from '../identity/identities.ts';
import type { RoomDirectory } from '../rooms/room-directory.ts';
import type { RoomHost } from '../rooms/room-host.ts';
import type { Store } from '../store/store.ts';
import { readBody, send } from './answer-request.ts';
import { limitRequests } from './limit-requests.ts';

const newRoomSchema = v.strictObject({ title: titleSchema });

interface RoomsParts {
  readonly directory: RoomDirectory;
  readonly identities: Identities;
  readonly cookie: BrowserCookie;
  readonly store: Store;
  readonly trustedProxies: number;
}

/** `/api/rooms`: what is live now, a member's own closed rooms, and opening rooms. */
export function roomsRouter({ directory, identities, cookie, store, trustedProxies }: RoomsParts): Router {
  const router = Router();
  const mayOpen = limitRequests({ times: 300, perSeconds: 60 }, trustedProxies);

  const asker = (request: Request): Promise<Person | null> =>
    identities.personOf(cookie.hashIn(request.headers.cookie));

  async function member(request: Request): Promise<{ ok: true; value: Person } | Refusal> {
    const person = await asker(request);
    if (!person) return refused('not-signed-in');
    return person.kind === 'member' ? { ok: true, value: person } : refused('members-only');
  }

  async function find(request: Request): Promise<RoomHost | undefined> {
    const id = readBody(idSchema, request.params['id']);
    return id === undefined ? undefined : directory.find(id);
  }

  router.get('/', async (request, response) => {
    const one = await member(request);
    if (!one.ok) return send(response, one);
    const live = directory.live().map((host) => host.previewFor(one.value.personId));
    const closed = await store.closedRoomsOf(one.value.personId);
    const answer: Answer<readonly Preview[]> = granted([
      ...live,
      ...closed.map((room) => ownClosed(room, one.value)),
    ]);
    send(response, answer);
  });

  router.post('/', mayOpen, async (request, response) => {
    const one = await member(request);
    if (!one.ok) return send(response, one);
    const body = readBody(newRoomSchema, request.body);
    if (!body) return send(response, refused('malformed'));
    send(response, granted({ room: await directory.create(body.title, one.value.personId) }), 201);
  });

  router.get('/:id', async (request, response) => {
    const host = await find(request);
    if (!host) return send(response, refused('no-such-room'));
    send(response, granted(host.previewFor((await asker(request))?.personId)));
  });

  router.post('/:id/open', mayOpen, async (request, response) => {
    const person = await asker(request);
    if (!person) return send(response, refused('not-signed-in'));
    const host = await find(request);
    if (!host) return send(response, refused('no-such-room'));
    const refusal = await host.open(person.personId);
    send(response, refusal ? refused(refusal) : granted(null));
  });

  return router;
}

function ownClosed({ roomId, title }: { roomId: string; title: string }, owner: Person): Preview {
  return {
    roomId,
    title,
    live: false,
    locked: false,
    stage: [],
    listening: 0,
    ownerName: owner.name,
    yours: true,
  };
}
