import { Router } from 'express';
import * as v from 'valibot';
import { idSchema } from '../../shared/protocol/schemas.ts';
import { granted, refused } from '../answers.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Devices } from '../identity/devices.ts';
import type { Identities } from '../identity/identities.ts';
import { readBody, send } from './answer-request.ts';
import { arrivingBrowser } from './arriving-browser.ts';
import { askingMember } from './asking-member.ts';
import { limitRequests } from './limit-requests.ts';
import type { TellSession } from './session-info.ts';

const nothingSchema = v.strictObject({});
const redemptionSchema = v.strictObject({ token: v.pipe(v.string(), v.maxLength(200)) });

interface DevicesParts {
  readonly devices: Devices;
  readonly identities: Identities;
  readonly cookie: BrowserCookie;
  readonly tellSession: TellSession;
  readonly trustedProxies: number;
}

/** `/api/session/devices` and `/api/session/link`: where a member is signed in, signing out there, and signing in elsewhere. */
export function devicesRouter(parts: DevicesParts): Router {
  const { devices, cookie, tellSession, trustedProxies } = parts;
  const router = Router();
  const mayOffer = limitRequests({ times: 30, perSeconds: 60 }, trustedProxies);
  const mayRedeem = limitRequests({ times: 20, perSeconds: 60 }, trustedProxies);

  router.get('/devices', async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const { person, tokenHash } = asking.value;
    send(response, granted(await devices.of(person.personId, tokenHash)));
  });

  router.delete('/devices', async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    await devices.signOutEverywhere(asking.value.person.personId);
    send(response, granted(null));
  });

  router.delete('/devices/:id', async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const id = readBody(idSchema, request.params['id']);
    if (id === undefined) return send(response, refused('malformed'));
    send(response, await devices.signOut(asking.value.person.personId, id));
  });

  router.post('/link', mayOffer, async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    if (!readBody(nothingSchema, request.body)) return send(response, refused('malformed'));
    send(response, granted(await devices.offerLink(asking.value.person.personId)), 201);
  });

  router.post('/link/redeem', mayRedeem, async (request, response) => {
    const body = readBody(redemptionSchema, request.body);
    if (!body) return send(response, refused('malformed'));
    const { browser, header } = arrivingBrowser(request, cookie);
    const redeemed = await devices.redeemLink(body.token, browser);
    if (!redeemed.ok) return send(response, redeemed);
    response.append('Set-Cookie', header);
    send(response, granted(tellSession(request, redeemed.value)), 201);
  });

  return router;
}
