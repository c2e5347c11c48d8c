import { Router } from 'express';
import type { Store } from '../store/store.ts';

/** `GET /healthz`: 200 while the store answers. For whoever watches over the server; it says nothing else. */
export function healthRouter(store: Store): Router {
  return Router().get('/healthz', async (_request, response) => {
    const healthy = await store.check().then(
      () => true,
      () => false,
    );
    response.setHeader('Cache-Control', 'no-store');
    response
      .status(healthy ? 200 : 503)
      .type('text')
      .send(healthy ? 'ok' : 'the store does not answer');
  });
}
