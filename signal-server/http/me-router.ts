import { createHash } from 'node:crypto';
import express, { Router } from 'express';
import * as v from 'valibot';
import { profileTextSchema } from '../../shared/protocol/profile-schema.ts';
import { granted, refused } from '../answers.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Identities } from '../identity/identities.ts';
import type { Eraser } from '../members/eraser.ts';
import { PICTURE_LIMIT_BYTES, readPicture } from '../members/read-picture.ts';
import { cardsShownTo } from '../members/shown-cards.ts';
import type { Store } from '../store/store.ts';
import { readBody, send } from './answer-request.ts';
import { askingMember } from './asking-member.ts';
import { limitRequests } from './limit-requests.ts';
import type { TellSession } from './session-info.ts';

/** It has to be the own handle, not a possible one. */
const typedHandle = v.pipe(
  v.string(),
  v.maxLength(200),
  v.transform((typed) => typed.trim().replace(/^@/, '').toLowerCase()),
);
const erasingSchema = v.strictObject({ handle: typedHandle });

interface MeParts {
  readonly store: Pick<Store, 'members'>;
  readonly identities: Identities;
  readonly cookie: BrowserCookie;
  readonly eraser: Eraser;
  readonly tellSession: TellSession;
  readonly trustedProxies: number;
}

/** The picture's bytes as they come, for `meRouter`: belongs beside the parser of JSON, before anything that waits. */
export const pictureBody = express.raw({ type: 'image/webp', limit: PICTURE_LIMIT_BYTES });

/** `/api/me`: what a member says of themselves, whom they block, what is stored of them, and erasing it. */
export function meRouter(parts: MeParts): Router {
  const router = Router();
  router.use(limitRequests({ times: 300, perSeconds: 60 }, parts.trustedProxies));
  addProfile(router, parts);
  addPicture(router, parts);
  addData(router, parts);
  return router;
}

function addProfile(router: Router, parts: MeParts): void {
  const { store, identities, tellSession } = parts;

  router.put('/', async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const read = v.safeParse(profileTextSchema, request.body);
    // The page finds the faults before, with the same functions, and says them in words; this names the fields to others.
    if (!read.success)
      return void response.status(400).json({ ...refused('malformed'), fields: fieldsIn(read.issues) });
    const { person, tokenHash } = asking.value;
    if (!(await store.members.change(person.personId, read.output)))
      return send(response, refused('handle-taken'));
    send(response, granted(tellSession(request, await identities.personOf(tokenHash))));
  });

  router.get('/blocked', async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const { personId } = asking.value.person;
    const blocked = await store.members.blockedBy(personId);
    send(response, granted(await cardsShownTo(personId, blocked, store.members)));
  });
}

function fieldsIn(issues: readonly v.BaseIssue<unknown>[]): readonly string[] {
  return [...new Set(issues.flatMap((issue) => v.getDotPath(issue) ?? []))];
}

function addPicture(router: Router, parts: MeParts): void {
  const { store, identities, tellSession } = parts;

  router.put('/picture', async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const body: unknown = request.body;
    const read = body instanceof Uint8Array ? readPicture(body) : { fault: 'not-an-image' as const };
    if ('fault' in read) return send(response, refused(read.fault));
    const { person, tokenHash } = asking.value;
    const name = createHash('sha256').update(read.webp).digest('hex');
    await store.members.setPicture(person.personId, { name, webp: read.webp });
    send(response, granted(tellSession(request, await identities.personOf(tokenHash))));
  });

  router.delete('/picture', async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const { person, tokenHash } = asking.value;
    await store.members.setPicture(person.personId, null);
    send(response, granted(tellSession(request, await identities.personOf(tokenHash))));
  });
}

function addData(router: Router, parts: MeParts): void {
  const { store, cookie, eraser, trustedProxies } = parts;
  // They cost the server a look at everything it has stored, and the rewriting of it.
  const seldom = limitRequests({ times: 30, perSeconds: 60 }, trustedProxies);

  router.get('/data', seldom, async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const { person } = asking.value;
    send(response, granted({ person, stored: await store.members.rowsAbout(person.personId) }));
  });

  router.delete('/', seldom, async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const body = readBody(erasingSchema, request.body);
    if (!body) return send(response, refused('malformed'));
    const { person } = asking.value;
    if (body.handle !== person.handle) return send(response, refused('wrong-handle'));
    const erased = await eraser.erase(person.personId);
    // The browser is another one from now on: by its former token it could be known again.
    response.append('Set-Cookie', cookie.issue().header);
    send(response, granted(erased));
  });
}
