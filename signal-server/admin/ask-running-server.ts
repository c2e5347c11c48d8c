import { once } from 'node:events';
import { connect } from 'node:net';
import * as v from 'valibot';
import type { Answer } from '../../shared/protocol/messages.ts';
import { refusalReasons } from '../../shared/room/refusals.ts';
import type { AdminRequest, AdminValues } from './admin-requests.ts';
import { adminSocketPath } from './admin-socket-path.ts';
import { readLine } from './json-line.ts';

const answerSchema = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.unknown() }),
  v.object({ ok: v.literal(false), reason: v.picklist(refusalReasons) }),
]);

/** Asks the server that runs on a data folder; undefined if none does. Rejects if it does not let us, or does not answer. */
export async function askRunningServer(
  dataDir: string,
  request: AdminRequest,
): Promise<Answer<AdminValues[keyof AdminValues]> | undefined> {
  const socket = connect(adminSocketPath(dataDir));
  try {
    await once(socket, 'connect');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // The latter two: a socket that a killed server has left, and no folder at all.
    if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTDIR') return undefined;
    throw error;
  }
  try {
    socket.write(`${JSON.stringify(request)}\n`);
    // It is our own server, of this version: what it answers to a verb is what the verb promises.
    return v.parse(answerSchema, await readLine(socket)) as Answer<AdminValues[keyof AdminValues]>;
  } finally {
    socket.destroy();
  }
}
