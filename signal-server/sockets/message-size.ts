import { MESSAGE_LIMIT_BYTES } from '../../shared/protocol/limits.ts';

/** The connection is closed at once by a message beyond this; below it, too large a message is refused in words. */
export const HARD_LIMIT_BYTES = 2 * MESSAGE_LIMIT_BYTES;

/** Whether a message is over the limit. Only asked about those no schema has let through: those that one has are small. */
export function isTooLarge(message: unknown): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(message) ?? '') > MESSAGE_LIMIT_BYTES;
  } catch {
    // Nested so deeply that it cannot be written out: not large, only malformed.
    return false;
  }
}
