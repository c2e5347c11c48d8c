import { isIP } from 'node:net';

/** For whom passkeys are made here. */
export interface PasskeySite {
  /** The host's name: a passkey is of this name, on whatever port (WebAuthn's “RP ID”). */
  readonly rpId: string;
  /** Where the page may be that uses one. */
  readonly origins: readonly string[];
}

/**
 * The site that a request is meant for; undefined where browsers have no passkeys: at a bare IP address, and on plain HTTP
 * anywhere but on localhost. `host` is the request's own, and counts only where the server has no public URL.
 */
export function passkeySite(
  publicUrl: string | undefined,
  host: string | undefined,
): PasskeySite | undefined {
  const address = publicUrl ?? `http://${host}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname: rpId, origin } = new URL(address);
  if (rpId === 'localhost') return { rpId, origins: [origin, origin.replace(/^http:/, 'https:')] };
  const isName = isIP(rpId) === 0 && !rpId.startsWith('[');
  return protocol === 'https:' && isName ? { rpId, origins: [origin] } : undefined;
}
