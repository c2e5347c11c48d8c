import { Router } from 'express';
import type { Store } from '../store/store.ts';
import { limitRequests } from './limit-requests.ts';

/** SHA-256 in hexadecimal. */
const PICTURE_NAME = /^([0-9a-f]{64})\.webp$/;

/**
 * `/pictures/NAME.webp`: the members' pictures, to whoever knows the name, which is a hash of the bytes. A browser may keep them for
 * good, caches on the way may not: a picture that was taken away must not be had from there.
 */
export function picturesRouter(
  store: Pick<Store, 'members'>,
  { trustedProxies }: { readonly trustedProxies: number },
): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get(
    '/:file',
    limitRequests({ times: 1_200, perSeconds: 10 }, trustedProxies),
    async (request, response, next) => {
      const name = PICTURE_NAME.exec(String(request.params['file']))?.[1];
      const webp = name === undefined ? undefined : await store.members.findPicture(name);
      if (!webp) return next();
      response.setHeader('Content-Type', 'image/webp');
      response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
      response.end(webp);
    },
  );
  router.use((_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.status(404).type('text').send('Not found');
  });
  return router;
}
