import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes in base64url: for a cookie or a one-time link. The server keeps only its hash. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 is enough for a secret that is random: there is nothing to guess, so nothing to slow down. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export function looksLikeToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
