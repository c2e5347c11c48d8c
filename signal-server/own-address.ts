import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';

/**
 * Which requests are meant for this server and come from its own pages.
 *
 * A page elsewhere can make a browser send requests here (cross-site request forgery): those carry its `Origin`. It can
 * also let its own name point to this machine (DNS rebinding): then the origin looks the same as the host, but the
 * `Host` is a name that is not ours. Port numbers are not compared with the listening port, because a tunnel, a container or
 * Vite may give us another one; no foreign page can claim our host's name.
 */
export class OwnAddress {
  readonly #publicUrl: URL | undefined;

  constructor(publicUrl: string | undefined) {
    this.#publicUrl = publicUrl === undefined ? undefined : new URL(publicUrl);
  }

  /** Whether `Host` names this server. */
  isHost(host: string | undefined): boolean {
    if (host === undefined) return false;
    if (this.#publicUrl) return host.toLowerCase() === this.#publicUrl.host;
    const name = hostnameOf(host);
    return name !== undefined && isLocalName(name);
  }

  /** Whether the page that sends this is one of ours. What has no `Origin` does not say, and is not. */
  isOwnOrigin({ origin, host }: IncomingMessage['headers']): boolean {
    if (origin === undefined || host === undefined) return false;
    if (this.#publicUrl) return origin === this.#publicUrl.origin;
    return (
      origin.toLowerCase() === `http://${host.toLowerCase()}` ||
      origin.toLowerCase() === `https://${host.toLowerCase()}`
    );
  }

  /**
   * Whether a handshake comes from one of our pages. For WebSocket browsers always send `Origin`; for a poll, a GET, only
   * when it goes to another origin.
   */
  mayConnect({ headers }: IncomingMessage): boolean {
    if (!this.isHost(headers.host)) return false;
    const silentPoll = headers.origin === undefined && headers.upgrade === undefined;
    if (silentPoll) return (headers['sec-fetch-site'] ?? 'same-origin') === 'same-origin';
    return this.isOwnOrigin(headers);
  }
}

function hostnameOf(host: string): string | undefined {
  try {
    const url = new URL(`http://${host}`);
    // Anything but a name and a port is no host.
    return url.host !== '' && url.pathname === '/' && url.username === '' && url.search === ''
      ? url.hostname
      : undefined;
  } catch {
    return undefined;
  }
}

function isLocalName(name: string): boolean {
  if (['localhost', '127.0.0.1', '[::1]'].includes(name)) return true;
  if (name.endsWith('.localhost') || name.endsWith('.local')) return true;
  return name === hostname().toLowerCase() || ownAddresses().includes(name);
}

/** As URLs write them; asked anew each time, because a laptop changes its networks. */
function ownAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((several) => several ?? []);
  return addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
}
