import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nanoid } from 'nanoid';
import { pino } from 'pino';
import type { AppParts } from '../../../signal-server/app-parts.ts';
import { createApp, type App } from '../../../signal-server/app.ts';
import { systemClock } from '../../../signal-server/clock.ts';
import type { PersonId } from '../../../shared/room/state.ts';
import { issueInvite } from '../../../signal-server/identity/issue-invite.ts';
import { readPhoneNumber } from '../../../signal-server/identity/phone-numbers.ts';
import { offerOwnerToken } from '../../../signal-server/owner-link.ts';
import { openSqlite } from '../../../signal-server/store/sqlite/open-sqlite.ts';
import type { Store } from '../../../signal-server/store/store.ts';

export type TestServerOptions = Partial<Pick<AppParts, 'clock' | 'clientDir' | 'perAddress' | 'log'>> & {
  readonly config?: Partial<AppParts['config']>;
  /** Opens the store otherwise than a server would. */
  readonly openStore?: (file: string) => Promise<Store>;
  /** Puts something between the server and its store. */
  readonly overStore?: (store: Store) => Store;
};

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
  readonly body: { readonly ok?: boolean; readonly reason?: string; readonly value?: unknown };
}

/** A friend's number, in Germany. */
export const friendsNumber = { phone: '0151 23456789', country: 'DE' };

const newId = () => nanoid(14);

/** A server of its own for a test: real sockets, a real file, any clock. It can be restarted on the same file. */
export class TestServer {
  readonly dataDir = mkdtempSync(path.join(tmpdir(), 'parley-test-'));
  readonly phoneKey = randomBytes(32);
  readonly #options: TestServerOptions;
  #app: App | undefined;
  #store: Store | undefined;
  /** Who became its owner, once somebody has. */
  ownerId: PersonId | undefined;
  port = 0;

  private constructor(options: TestServerOptions) {
    this.#options = options;
  }

  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const {
      openStore = openSqlite,
      overStore = (store: Store) => store,
      clock = systemClock,
      clientDir = '/nonexistent',
      config,
      perAddress,
      log = pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    } = this.#options;
    this.#store = overStore(await openStore(this.file));
    this.#app = createApp({
      store: this.#store,
      clock,
      log,
      config: { publicUrl: undefined, trustedProxies: 0, turn: { urls: [], secret: undefined }, ...config },
      clientDir,
      newId,
      phoneKey: this.phoneKey,
      ...(perAddress && { perAddress }),
    });
    this.port = await this.#app.listen(this.port, '127.0.0.1');
  }

  get file(): string {
    return path.join(this.dataDir, 'parley.sqlite');
  }

  get store(): Store {
    if (!this.#store) throw new Error('not started');
    return this.#store;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    await this.#app?.close();
    await this.#store?.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async ownerToken(): Promise<string> {
    const token = await offerOwnerToken(this.store, Date.now());
    if (token === undefined) throw new Error('there is a member already');
    return token;
  }

  /** The token of an extra invite, as the server's machine makes them: by this member, for the owner of `friendsNumber`. */
  async inviteFrom(inviterId: PersonId, friendName = 'Friend'): Promise<string> {
    const phone = readPhoneNumber(friendsNumber);
    if (!phone) throw new Error('no number');
    const { store, phoneKey } = this;
    const clock = this.#options.clock ?? systemClock;
    const invite = { inviterId, friendName, phone, extra: true };
    const issued = await issueInvite({ store, clock, newId, phoneKey }, invite);
    if (!issued) throw new Error('the inviter is no member');
    return issued.token;
  }

  /** An HTTP request with exactly these headers; by default those that a page of this server would send. */
  http(
    method: string,
    url: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<HttpAnswer> {
    const { body } = options;
    const asIs = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const text = asIs ? body : JSON.stringify(body);
    const usual = { host: `127.0.0.1:${this.port}`, ...(method === 'GET' ? {} : { origin: this.url }) };
    // Node says the length of a body only for the methods that usually have one.
    const length = text === undefined ? 0 : Buffer.byteLength(text);
    const typed =
      text === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(length) };
    const headers = Object.fromEntries(
      Object.entries({ ...usual, ...typed, ...options.headers }).filter(([, value]) => value !== ''),
    );
    return new Promise((resolve, reject) => {
      const asked = request(
        { port: this.port, host: '127.0.0.1', method, path: url, headers, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const bytes = Buffer.concat(chunks);
            const text = bytes.toString();
            const isJson = String(response.headers['content-type']).includes('json');
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              bytes,
              text,
              body: isJson ? JSON.parse(text) : {},
            });
          });
        },
      );
      asked.on('error', reject);
      asked.end(text);
    });
  }
}
