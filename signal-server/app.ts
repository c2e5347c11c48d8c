import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { Server as SocketServer } from 'socket.io';
import { MESSAGE_LIMIT_BYTES } from '../shared/protocol/limits.ts';
import type { PersonId } from '../shared/room/state.ts';
import { AddressMeasure, type AddressAllowance } from './address-measure.ts';
import { refused } from './answers.ts';
import { measuredAddress } from './client-address.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { forgetDaily } from './forget-daily.ts';
import { answerErrors } from './http/answer-request.ts';
import { devicesRouter } from './http/devices-router.ts';
import { guardRequests } from './http/guard-requests.ts';
import { healthRouter } from './http/health-router.ts';
import { invitesRouter } from './http/invites-router.ts';
import { limitBodies } from './http/limit-bodies.ts';
import { limitRequests } from './http/limit-requests.ts';
import { meRouter, pictureBody } from './http/me-router.ts';
import { membersRouter } from './http/members-router.ts';
import { passkeysRouter } from './http/passkeys-router.ts';
import { refuseOtherVersions } from './http/refuse-other-versions.ts';
import { picturesRouter } from './http/pictures-router.ts';
import { roomsRouter } from './http/rooms-router.ts';
import { securityHeaders } from './http/security-headers.ts';
import { sessionTeller } from './http/session-info.ts';
import { sessionRouter } from './http/session-router.ts';
import { staticPages } from './http/static-pages.ts';
import { iceServers } from './ice-servers.ts';
import { BrowserCookie } from './identity/browser-cookie.ts';
import { Devices } from './identity/devices.ts';
import { Identities } from './identity/identities.ts';
import { PasskeyChallenges } from './identity/passkey-challenges.ts';
import { Passkeys } from './identity/passkeys.ts';
import { Eraser } from './members/eraser.ts';
import { OwnAddress } from './own-address.ts';
import { RoomDirectory } from './rooms/room-directory.ts';
import type { PageServer } from './rooms/room-lines.ts';
import { ConnectedPages } from './sockets/connected-pages.ts';
import { HARD_LIMIT_BYTES } from './sockets/message-size.ts';
import { SocketGateway } from './sockets/socket-gateway.ts';
import type { Store } from './store/store.ts';

export interface AppParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: Pick<Config, 'publicUrl' | 'trustedProxies' | 'turn'>;
  /** The folder of the built client. */
  readonly clientDir: string;
  readonly newId: () => string;
  /** Under which phone numbers are hashed; not in the store. */
  readonly phoneKey: Uint8Array;
  /** The measures by address: any text of the right length is a cookie, so that those by browser do not bound a machine. */
  readonly perAddress?: { readonly handshakes: AddressAllowance; readonly newGuests: AddressAllowance };
}

/** A club of some hundreds comes back at once when its server does; and they are new here once. */
const PER_ADDRESS = {
  handshakes: { times: 600, perSeconds: 10 },
  newGuests: { times: 1_000, perSeconds: 3_600 },
};

export interface App {
  /** Brings back the live rooms and starts to listen. Resolves to the port; rejects when it is in use. */
  listen(port: number, host: string): Promise<number>;
  /** Hangs up on everyone, who will try to come back, and resolves when all is written. The store stays open. */
  close(): Promise<void>;
  /** Erases a member for whoever runs the server. */
  readonly erase: (member: PersonId) => Promise<void>;
}

/** Beyond this, new connections are turned away rather than everyone's memory used up: some 25 kB each. */
const CONNECTION_LIMIT = 20_000;

interface Wiring extends AppParts {
  readonly cookie: BrowserCookie;
  readonly own: OwnAddress;
  readonly identities: Identities;
  readonly devices: Devices;
  readonly directory: RoomDirectory;
  readonly eraser: Eraser;
}

/** Puts the server together out of its parts. */
export function createApp(parts: AppParts): App {
  const { store, clock, log, config, newId, perAddress = PER_ADDRESS } = parts;
  const https = config.publicUrl?.startsWith('https:') ?? false;
  const cookie = new BrowserCookie(https);
  const own = new OwnAddress(config.publicUrl);
  const http = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 });
  http.maxConnections = CONNECTION_LIMIT;
  const sockets = socketServer(own, new AddressMeasure(perAddress.handshakes), config.trustedProxies);
  const iceServersFor = (who: string) => iceServers(config.turn, who, clock.now());
  const directory = new RoomDirectory({ store, clock, log, server: sockets, iceServersFor }, newId);
  const identities = new Identities({
    store,
    clock,
    newId,
    isPresent: (person) => directory.isPresent(person),
    newGuests: new AddressMeasure(perAddress.newGuests),
  });
  const { trustedProxies } = config;
  const pages = new ConnectedPages(directory);
  const devices = new Devices({ store, clock, pages });
  const eraser = new Eraser({ store, directory, pages });
  new SocketGateway({ directory, identities, store, newId, cookie, pages, clock, log, trustedProxies }).serve(
    sockets,
  );
  const wiring = { ...parts, cookie, own, identities, devices, directory, eraser };
  http.on('request', httpApp(wiring, https));
  // In this order: Socket.IO takes its own requests away from whoever listens already, and only from them.
  sockets.attach(http);

  let stopForgetting = (): Promise<void> => Promise.resolve();
  return {
    erase: (member) => eraser.erase(member),
    async listen(port, host) {
      await directory.start();
      stopForgetting = forgetDaily({ store, clock, log });
      return listening(http, port, host);
    },
    async close() {
      await stopForgetting();
      await directory.stop();
      await sockets.close();
      http.closeAllConnections();
    },
  };
}

function socketServer(own: OwnAddress, handshakes: AddressMeasure, trustedProxies: number): PageServer {
  return new SocketServer({
    allowRequest: (request, decide) => {
      if (!own.mayConnect(request))
        return decide('foreign-origin: this connection comes from a page of another site', false);
      void handshakes
        .take(measuredAddress(request, trustedProxies))
        .then((few) => decide(few ? null : 'too-frequent: too many connections from one address', few));
    },
    transports: ['websocket', 'polling'],
    serveClient: false,
    // Signals are short and compressed memory is dear: zlib would keep some 300 kB for each socket.
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: HARD_LIMIT_BYTES,
    connectTimeout: 10_000,
    // A lost connection is noticed within 20 s, and the 30 s of grace begin then.
    pingInterval: 12_000,
    pingTimeout: 8_000,
  });
}

function httpApp(
  { cookie, own, identities, devices, directory, eraser, ...parts }: Wiring,
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

function listening(http: HttpServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      // A server that listens on TCP has an address of this kind.
      resolve((http.address() as AddressInfo).port);
    });
  });
}
