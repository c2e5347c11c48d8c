import { Router, type Request } from 'express';
import * as v from 'valibot';
import { granted, refused } from '../answers.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import { deviceIn } from '../identity/device-words.ts';
import type { Identities } from '../identity/identities.ts';
import { passkeySite } from '../identity/passkey-site.ts';
import type { Passkeys } from '../identity/passkeys.ts';
import { readBody, send } from './answer-request.ts';
import { arrivingBrowser } from './arriving-browser.ts';
import { askingMember } from './asking-member.ts';
import { knownBrowser } from './known-browser.ts';
import { limitRequests } from './limit-requests.ts';
import { madePasskeySchema, passkeyIdSchema, shownPasskeySchema } from './passkey-schemas.ts';
import type { TellSession } from './session-info.ts';

const nothingSchema = v.strictObject({});

interface PasskeysParts {
  readonly passkeys: Passkeys;
  readonly identities: Identities;
  readonly cookie: BrowserCookie;
  readonly publicUrl: string | undefined;
  readonly tellSession: TellSession;
  readonly trustedProxies: number;
}

/** `/api/passkeys`: a member's passkeys, and signing in with one. Each takes two requests: the browser is told what to sign, and signs it. */
export function passkeysRouter(parts: PasskeysParts): Router {
  const { passkeys, publicUrl, trustedProxies } = parts;
  const router = Router();
  const mayAdd = limitRequests({ times: 30, perSeconds: 60 }, trustedProxies);

  router.get('/', async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    send(response, granted(await passkeys.of(asking.value.person.personId)));
  });

  router.delete('/:id', async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const id = readBody(passkeyIdSchema, request.params['id']);
    if (id === undefined) return send(response, refused('malformed'));
    send(response, await passkeys.remove(asking.value.person.personId, id));
  });

  router.post('/begin', mayAdd, async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    if (!readBody(nothingSchema, request.body)) return send(response, refused('malformed'));
    const site = siteOf(request, publicUrl);
    if (!site) return send(response, refused('no-passkeys-here'));
    send(response, await passkeys.begin(site, asking.value));
  });

  router.post('/', mayAdd, async (request, response) => {
    const asking = await askingMember(request, parts);
    if (!asking.ok) return send(response, asking);
    const body = readBody(madePasskeySchema, request.body);
    if (!body) return send(response, refused('malformed'));
    const site = siteOf(request, publicUrl);
    if (!site) return send(response, refused('no-passkeys-here'));
    const device = deviceIn(request.headers['user-agent']);
    send(response, await passkeys.add(site, { ...asking.value, device }, body), 201);
  });

  return router.use('/sign-in', signInRouter(parts));
}

function signInRouter({ passkeys, cookie, publicUrl, tellSession, trustedProxies }: PasskeysParts): Router {
  const router = Router();
  const maySignIn = limitRequests({ times: 60, perSeconds: 60 }, trustedProxies);

  router.post('/begin', maySignIn, async (request, response) => {
    if (!readBody(nothingSchema, request.body)) return send(response, refused('malformed'));
    const site = siteOf(request, publicUrl);
    if (!site) return send(response, refused('no-passkeys-here'));
    send(response, granted(await passkeys.beginSignIn(site, knownBrowser(cookie, request, response))));
  });

  router.post('/', maySignIn, async (request, response) => {
    const body = readBody(shownPasskeySchema, request.body);
    if (!body) return send(response, refused('malformed'));
    const site = siteOf(request, publicUrl);
    if (!site) return send(response, refused('no-passkeys-here'));
    const { browser, header } = arrivingBrowser(request, cookie);
    const signedIn = await passkeys.signIn(site, browser, body);
    if (!signedIn.ok) return send(response, signedIn);
    response.append('Set-Cookie', header);
    send(response, granted(tellSession(request, signedIn.value)), 201);
  });

  return router;
}

function siteOf({ headers }: Request, publicUrl: string | undefined) {
  return passkeySite(publicUrl, headers.host);
}
