import { createHash } from 'node:crypto';

/** A certificate's fingerprint as a page would announce it; another one for each text. */
export function fingerprint(of: string): string {
  const digest = createHash('sha256').update(of).digest('hex').toUpperCase();
  return digest.match(/../g)?.join(':') ?? '';
}
