import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StoreUnusable } from '../store/store-errors.ts';

const KEY_BYTES = 32;

/**
 * The key under which phone numbers are kept, from a file beside the database: who gets hold of the one without the other learns
 * no number. Made at the first start, when the folder is there and the database is locked against a second server. Throws
 * `StoreUnusable` for a file that is no such key: with another one, every invite that waits would be lost.
 */
export function readPhoneKey(dataDir: string): Uint8Array {
  const file = path.join(dataDir, 'phone.key');
  try {
    const key = readIfThere(file) ?? makeKey(file);
    if (key.length === KEY_BYTES) return key;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable(`The key ${file} cannot be used: ${why}`, { cause: error });
  }
  throw new StoreUnusable(`The key ${file} cannot be used: it must have ${KEY_BYTES} bytes.`);
}

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** There under its name only once it is whole on the disk, so that no invite is ever made under a key that a crash takes away. */
function makeKey(file: string): Uint8Array {
  const key = randomBytes(KEY_BYTES);
  const unfinished = `${file}.new`;
  withOpen(unfinished, 'w', (descriptor) => {
    writeFileSync(descriptor, key);
    fsyncSync(descriptor);
  });
  renameSync(unfinished, file);
  withOpen(path.dirname(file), 'r', fsyncSync);
  return key;
}

function withOpen(file: string, flags: 'w' | 'r', use: (descriptor: number) => void): void {
  const descriptor = openSync(file, flags, 0o600);
  try {
    use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
