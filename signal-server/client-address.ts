import type { IncomingMessage } from 'node:http';

/**
 * Where a request comes from, for rate limits only: it is never logged or stored. Behind proxies the address is what the
 * outermost of `trustedProxies` noted in `X-Forwarded-For`; what stands to the left of that, anyone could have written.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return direct;
  const header = request.headers['x-forwarded-for'];
  const noted = [header ?? []]
    .flat()
    .join()
    .split(',')
    .map((one) => one.trim());
  return noted.at(-trustedProxies) || direct;
}

/**
 * The same for measures that would hurt everyone at once: undefined for this machine itself while no proxy is trusted. What
 * comes from here then is a tunnel or a proxy nobody has told us of, with the whole world behind one address.
 */
export function measuredAddress(request: IncomingMessage, trustedProxies: number): string | undefined {
  const address = clientAddress(request, trustedProxies);
  return trustedProxies === 0 && /^(::1|(::ffff:)?127\..*)$/.test(address) ? undefined : address;
}
