import type { RequestHandler } from 'express';
import type { OwnAddress } from '../own-address.ts';

const words = {
  host: 'This server does not go by that name. Whoever runs it can set PUBLIC_URL to the address people use.',
  origin: 'This request comes from a page of another site.',
};

/** Refuses what is not meant for this server, and what would change something and does not come from one of its own pages. */
export function guardRequests(own: OwnAddress): RequestHandler {
  return ({ method, headers }, response, next) => {
    const readsOnly = method === 'GET' || method === 'HEAD';
    const fault = !own.isHost(headers.host)
      ? words.host
      : readsOnly || own.isOwnOrigin(headers)
        ? undefined
        : words.origin;
    if (fault === undefined) return next();
    response.status(403).json({ ok: false, reason: 'foreign-origin', message: fault });
  };
}
