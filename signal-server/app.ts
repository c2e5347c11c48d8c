import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PersonId } from '../shared/room/state.ts';
import { AddressMeasure } from './address-measure.ts';
import type { AppParts } from './app-parts.ts';
import { forgetDaily } from './forget-daily.ts';
import { httpApp } from './http/http-app.ts';
import { iceServers } from './ice-servers.ts';
import { BrowserCookie } from './identity/browser-cookie.ts';
import { Devices } from './identity/devices.ts';
import { Identities } from './identity/identities.ts';
import type { Erased } from '../shared/protocol/members.ts';
import { ErasedTraces } from './members/erased-traces.ts';
import { Eraser } from './members/eraser.ts';
import { OwnAddress } from './own-address.ts';
import { RoomDirectory } from './rooms/room-directory.ts';
import { ConnectedPages } from './sockets/connected-pages.ts';
import { SocketGateway } from './sockets/socket-gateway.ts';
import { socketServer } from './sockets/socket-server.ts';

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
  readonly erase: (member: PersonId) => Promise<Erased>;
}

/** Beyond this, new connections are turned away rather than everyone's memory used up: some 25 kB each. */
const CONNECTION_LIMIT = 20_000;

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
  const traces = new ErasedTraces({ store, clock, log });
  const eraser = new Eraser({ store, directory, pages, traces });
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
      // What a former server could not finish, and the opening of the store could not either.
      await traces.overwrite();
      stopForgetting = forgetDaily({ store, clock, log });
      return listening(http, port, host);
    },
    async close() {
      await stopForgetting();
      await traces.stop();
      await directory.stop();
      await sockets.close();
      http.closeAllConnections();
    },
  };
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
