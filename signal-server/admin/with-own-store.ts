import { existsSync } from 'node:fs';
import path from 'node:path';
import { nanoid } from 'nanoid';
import { pino } from 'pino';
import { Server as SocketServer } from 'socket.io';
import type { Answer } from '../../shared/protocol/messages.ts';
import { systemClock } from '../clock.ts';
import { readPhoneKey } from '../identity/phone-key.ts';
import type { Erased } from '../../shared/protocol/members.ts';
import { ErasedTraces } from '../members/erased-traces.ts';
import { Eraser } from '../members/eraser.ts';
import { RoomDirectory } from '../rooms/room-directory.ts';
import { openSqlite } from '../store/sqlite/open-sqlite.ts';
import { StoreUnusable } from '../store/store-errors.ts';
import type { Store } from '../store/store.ts';
import { adminCommands } from './admin-commands.ts';
import type { AdminRequest, AdminValues } from './admin-requests.ts';

const newId = () => nanoid(14);

/** Does it on the database itself, while no server runs. Rejects with `StoreUnusable` where there is none, or somebody uses it. */
export async function withOwnStore(
  { dataDir, address }: { readonly dataDir: string; readonly address: string },
  request: AdminRequest,
): Promise<Answer<AdminValues[keyof AdminValues]>> {
  const file = path.join(dataDir, 'parley.sqlite');
  if (!existsSync(file))
    throw new StoreUnusable(`There is no database in ${dataDir}. Name the right folder with --data-dir.`);
  const store = await openSqlite(file);
  try {
    const erase = (member: string) => eraseIn(store, member);
    const parts = { store, clock: systemClock, newId, phoneKey: readPhoneKey(dataDir), erase, address };
    return await adminCommands(parts)(request);
  } finally {
    await store.close();
  }
}

/** As in a server, but one in which nobody is. */
async function eraseIn(store: Store, member: string): Promise<Erased> {
  const log = pino({ level: 'silent' });
  const server = new SocketServer();
  const iceServersFor = () => [];
  const directory = new RoomDirectory({ store, clock: systemClock, log, server, iceServersFor }, newId);
  const traces = new ErasedTraces({ store, clock: systemClock, log });
  try {
    const pages = { signOut: () => Promise.resolve() };
    return await new Eraser({ store, directory, pages, traces }).erase(member);
  } finally {
    await traces.stop();
    await directory.stop();
  }
}
