import { Router } from 'express';
import * as v from 'valibot';
import { nameSchema } from '../../shared/protocol/schemas.ts';
import type { Person } from '../../shared/room/state.ts';
import { granted, refused } from '../answers.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Identities } from '../identity/identities.ts';
import { readBody, send } from './answer-request.ts';
import { knownBrowser } from './known-browser.ts';
import { limitRequests } from './limit-requests.ts';

const redemptionSchema = v.strictObject({ token: v.pipe(v.string(), v.maxLength(200)), name: nameSchema });

interface SessionParts {
  readonly identities: Identities;
  readonly cookie: BrowserCookie;
  readonly trustedProxies: number;
}

/** `/api/session`: who this browser is; becoming the server's first member; signing out. */
export function sessionRouter({ identities, cookie, trustedProxies }: SessionParts): Router {
  const router = Router();

  router.get('/', async (request, response) => {
    const person = await identities.personOf(knownBrowser(cookie, request, response));
    send(response, granted(sessionInfo(person)));
  });

  router.post(
    '/owner',
    limitRequests({ times: 20, perSeconds: 60 }, trustedProxies),
    async (request, response) => {
      const body = readBody(redemptionSchema, request.body);
      if (!body) return send(response, refused('malformed'));
      // A new token with the new powers: whoever may have learnt the former one gains nothing.
      const { tokenHash, header } = cookie.issue();
      const formerTokenHash = cookie.hashIn(request.headers.cookie);
      const redeemed = await identities.redeemOwnerLink({ ...body, formerTokenHash, tokenHash });
      if (!redeemed.ok) return send(response, redeemed);
      response.append('Set-Cookie', header);
      send(response, granted(sessionInfo(redeemed.value)), 201);
    },
  );

  router.delete('/', async (request, response) => {
    await identities.signOut(cookie.hashIn(request.headers.cookie));
    send(response, granted(null));
  });

  return router;
}

function sessionInfo(person: Person | null): { person: Person | null; mayOpenRooms: boolean } {
  return { person, mayOpenRooms: person?.kind === 'member' };
}
