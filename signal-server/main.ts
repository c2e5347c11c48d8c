import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { nanoid } from 'nanoid';
import { pino } from 'pino';
import { adminCommands, type AdminCommands } from './admin/admin-commands.ts';
import { AdminServer } from './admin/admin-server.ts';
import { createApp } from './app.ts';
import { systemClock } from './clock.ts';
import { ConfigError, helpText, readConfig, type Config } from './config.ts';
import { readPhoneKey } from './identity/phone-key.ts';
import { createLog } from './log.ts';
import { offerOwnerToken, ownerLink } from './owner-link.ts';
import { openSqlite } from './store/sqlite/open-sqlite.ts';
import { StoreUnusable } from './store/store-errors.ts';

const SHUTDOWN_LIMIT_MS = 3_000;
/** 84 random bits: a room's URL is all one needs to enter it. */
const ID_LENGTH = 14;

/** The built client lies beside the built server; seen from the sources it is in `dist`. */
const clientDir = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/client' : '../client', import.meta.url),
);

/** Lets the heap grow in small steps: on a cheap VPS, memory is dearer than the milliseconds of a collection more. */
function spareMemory(): void {
  setFlagsFromString('--heap-growing-percent=15');
}

async function run(config: Config): Promise<void> {
  // Before anything is written: two starts by mistake meet here, with a clear word, and not in the database.
  await probePort(config.port, config.host);
  const store = await openSqlite(path.join(config.dataDir, 'parley.sqlite'));
  const phoneKey = readPhoneKey(config.dataDir);
  const log = createLog(config.logLevel, pino.destination({ dest: 2, sync: true }));
  const newId = () => nanoid(ID_LENGTH);
  const parts = { store, clock: systemClock, newId, phoneKey };
  const app = createApp({ ...parts, log, config, clientDir });
  let { port } = config;
  const commands: AdminCommands = (request) =>
    adminCommands({ ...parts, erase: app.erase, address: addressOf(config, port) })(request);
  const admin = new AdminServer({ dataDir: config.dataDir, commands, log });
  shutDownOnSignals([admin, app, store]);
  const ownerToken = await offerOwnerToken(store, systemClock.now());
  port = await app.listen(config.port, config.host);
  await admin.listen();
  greet(config, port, ownerToken);
}

/** Rejects as listening itself would. */
function probePort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function greet(config: Config, port: number, ownerToken: string | undefined): void {
  const address = addressOf(config, port);
  console.log(`Parley is at ${address}`);
  for (const other of addressesForOthers(config, port)) {
    console.log(`Others on this network can listen at ${other} (to speak they need HTTPS)`);
  }
  if (ownerToken === undefined) return;
  console.log(
    `Nobody has an account yet. Open this link, once, to become the owner:\n${ownerLink(address, ownerToken)}`,
  );
}

function addressOf({ publicUrl }: Config, port: number): string {
  return publicUrl ?? `http://localhost:${port}`;
}

function addressesForOthers({ host, publicUrl }: Config, port: number): string[] {
  if (publicUrl !== undefined || /^(localhost$|127\.|::1$)/.test(host)) return [];
  const own = Object.values(networkInterfaces()).flatMap((several) => several ?? []);
  return own
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => `http://${address}:${port}`);
}

/** Closes them in this order. */
function shutDownOnSignals(parts: readonly { close(): Promise<void> }[]): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    for (const part of parts) await part.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}

function explain(error: unknown, port: number): string | undefined {
  if (error instanceof StoreUnusable) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Choose another with --port, or stop what listens there.`;
  if (code === 'EACCES')
    return `Port ${port} needs privileges this user does not have. Choose one above 1023 with --port.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST is not an address of this computer.';
  return undefined;
}

function fail(message: unknown): void {
  console.error(message);
  process.exitCode = 1;
}

try {
  spareMemory();
  const config = readConfig(process.argv.slice(2), process.env);
  if (config === 'help') console.log(helpText());
  else await run(config).catch((error: unknown) => fail(explain(error, config.port) ?? error));
} catch (error) {
  fail(error instanceof ConfigError ? error.message : error);
}
