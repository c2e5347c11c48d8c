import express, { type Express } from 'express';
import { MESSAGE_LIMIT_BYTES } from '../../shared/protocol/limits.ts';
import { refused } from '../answers.ts';
import type { AppParts } from '../app-parts.ts';
import { answerErrors } from './answer-request.ts';
import { devicesRouter } from './devices-router.ts';
import { guardRequests } from './guard-requests.ts';
import { healthRouter } from './health-router.ts';
import { invitesRouter } from './invites-router.ts';
import { limitBodies } from './limit-bodies.ts';
import { limitRequests } from './limit-requests.ts';
import { meRouter, pictureBody } from './me-router.ts';
import { membersRouter } from './members-router.ts';
import { passkeysRouter } from './passkeys-router.ts';
import { refuseOtherVersions } from './refuse-other-versions.ts';
import { picturesRouter } from './pictures-router.ts';
import { roomsRouter } from './rooms-router.ts';
import { securityHeaders } from './security-headers.ts';
import { sessionTeller } from './session-info.ts';
import { sessionRouter } from './session-router.ts';
import { staticPages } from './static-pages.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Devices } from '../identity/devices.ts';
import type { Identities } from '../identity/identities.ts';
import { PasskeyChallenges } from '../identity/passkey-challenges.ts';
import { Passkeys } from '../identity/passkeys.ts';
import type { Eraser } from '../members/eraser.ts';
import type { OwnAddress } from '../own-address.ts';
import type { RoomDirectory } from '../rooms/room-directory.ts';

/** What the HTTP side stands on. */
export interface HttpParts extends AppParts {
  readonly cookie: BrowserCookie;
  readonly own: OwnAddress;
  readonly identities: Identities;
  readonly devices: Devices;
  readonly directory: RoomDirectory;
  readonly eraser: Eraser;
}

/** Puts the HTTP side together: the API, the pictures, the pages. */
export function httpApp(
  { cookie, own, identities, devices, directory, eraser, ...parts }: HttpParts,
  https: boolean,
): Express {
  const { store, clock, log, config, clientDir } = parts;
  const { trustedProxies, publicUrl } = config;
  const tellSession = sessionTeller(config.publicUrl);
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders({ https }));
  app.use(healthRouter(store));
  app.use(guardRequests(own));

  const api = express.Router();
  api.use(limitRequests({ times: 600, perSeconds: 10 }, trustedProxies));
  api.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  api.use(refuseOtherVersions);
  api.use(limitBodies(MESSAGE_LIMIT_BYTES), express.json({ limit: MESSAGE_LIMIT_BYTES }));
  api.use('/me/picture', pictureBody);
  const signingIn = { identities, devices, cookie, tellSession, trustedProxies };
  const passkeys = new Passkeys({ store, clock, devices, challenges: new PasskeyChallenges(clock) });
  api.use('/session', sessionRouter(signingIn));
  api.use('/session', devicesRouter(signingIn));
  api.use('/passkeys', passkeysRouter({ ...signingIn, passkeys, publicUrl }));
  api.use('/rooms', roomsRouter({ directory, identities, cookie, store, trustedProxies }));
  api.use('/members', membersRouter({ ...parts, ...signingIn }));
  api.use('/me', meRouter({ ...parts, ...signingIn, eraser }));
  api.use('/invites', invitesRouter({ ...parts, ...signingIn }));
  api.use((_request, response) => void response.status(404).json(refused('malformed')));
  app.use('/api', api);

  app.use('/pictures', picturesRouter(store, { trustedProxies }));
  app.use(staticPages(clientDir, cookie));
  app.use(answerErrors(log));
  return app;
}
