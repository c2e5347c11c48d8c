import { createECDH, createHash } from 'node:crypto';

/** The public key of a page's voice as the page would announce it: a point on the curve, another one for each text. */
export function voiceKey(of: string): string {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(createHash('sha256').update(of).digest());
  return pair.getPublicKey('base64url', 'uncompressed');
}
