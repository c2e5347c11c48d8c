import { Router } from 'express';
import * as v from 'valibot';
import { handleSchema, nameSchema } from '../../shared/protocol/schemas.ts';
import { granted, refused } from '../answers.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Identities } from '../identity/identities.ts';
import type { Devices } from '../identity/devices.ts';
import { readBody, send } from './answer-request.ts';
import { arrivingBrowser } from './arriving-browser.ts';
import { knownBrowser } from './known-browser.ts';
import { limitRequests } from './limit-requests.ts';
import type { TellSession } from './session-info.ts';

const redemptionSchema = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(200)),
  name: nameSchema,
  handle: handleSchema,
});

interface SessionParts {
  readonly identities: Identities;
  readonly devices: Devices;
  readonly cookie: BrowserCookie;
  readonly tellSession: TellSession;
  readonly trustedProxies: number;
}

/** `/api/session`: who this browser is; becoming the server's first member; signing out. */
export function sessionRouter(parts: SessionParts): Router {
  const { identities, devices, cookie, tellSession, trustedProxies } = parts;
  const router = Router();

  router.get('/', async (request, response) => {
    const { person, firstToday } = await identities.visit(knownBrowser(cookie, request, response));
    const renewed = firstToday ? cookie.renew(request.headers.cookie) : undefined;
    if (renewed !== undefined) response.append('Set-Cookie', renewed);
    send(response, granted(tellSession(request, person)));
  });

  router.post(
    '/owner',
    limitRequests({ times: 20, perSeconds: 60 }, trustedProxies),
    async (request, response) => {
      const body = readBody(redemptionSchema, request.body);
      if (!body) return send(response, refused('malformed'));
      const { browser, header } = arrivingBrowser(request, cookie);
      const redeemed = await identities.redeemOwnerLink({ ...body, ...browser });
      if (!redeemed.ok) return send(response, redeemed);
      response.append('Set-Cookie', header);
      send(response, granted(tellSession(request, redeemed.value)), 201);
    },
  );

  router.delete('/', async (request, response) => {
    const tokenHash = cookie.hashIn(request.headers.cookie);
    if (tokenHash !== undefined) await devices.signOutHere(tokenHash);
    send(response, granted(null));
  });

  return router;
}
