import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

/** Addresses of Unix sockets have 108 bytes on Linux, 104 on macOS. */
const PATH_LIMIT_BYTES = 100;

/** Somebody else may have got there first; the message is for whoever runs the server. */
export class UnsafeFolder extends Error {
  override readonly name = 'UnsafeFolder';
}

/**
 * Where the server of a data folder listens to its own machine: in that folder; where its name is too long for a socket, in a folder
 * of this user's own among the temporary files (throws `UnsafeFolder` if it is not); on Windows a named pipe.
 */
export function adminSocketPath(dataDir: string, platform = process.platform): string {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  if (platform === 'win32') return `\\\\.\\pipe\\parley-${hash}`;
  const besideData = path.join(dataDir, 'admin.sock');
  if (Buffer.byteLength(besideData) <= PATH_LIMIT_BYTES) return besideData;
  const { uid } = userInfo();
  const folder = path.join(tmpdir(), `parley-${uid}-${hash}`);
  makeOwn(folder, uid);
  return path.join(folder, 'admin.sock');
}

/** Everybody can make folders there: one that is not ours could lead us to somebody else's socket. */
function makeOwn(folder: string, uid: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0)
    throw new UnsafeFolder(`The folder ${folder} must belong to this user alone.`);
}
