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
