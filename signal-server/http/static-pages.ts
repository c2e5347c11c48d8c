import type { ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Router } from 'express';
import staticGzip from 'express-static-gzip';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import { knownBrowser } from './known-browser.ts';

/**
 * The built client: hashed assets for good, everything else checked each time, compressed as the build left it beside.
 * Every path without a dot in it is a page, and all pages are the same HTML; with it a new browser gets its cookie.
 */
export function staticPages(clientDir: string, cookie: BrowserCookie): Router {
  const router = Router();
  const files = staticGzip(clientDir, {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: false,
    serveStatic: { index: false, redirect: false, cacheControl: false, setHeaders: setCaching },
  });

  router.get(/^[^.]*$/, (request, response, next) => {
    if (!existsSync(path.join(clientDir, 'index.html'))) {
      return void response.status(503).type('text').send('The page has not been built yet: npm run build');
    }
    knownBrowser(cookie, request, response);
    request.url = '/index.html';
    files(request, response, next);
  });
  router.get(/\./, files);
  router.use((_request, response) => void response.status(404).type('text').send('Not found'));
  return router;
}

/** Vite puts a hash of its content in the name of everything in `assets`. */
function setCaching(response: ServerResponse, file: string): void {
  const hashed = path.basename(path.dirname(file)) === 'assets';
  response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
