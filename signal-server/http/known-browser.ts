import type { Request, Response } from 'express';
import type { BrowserCookie } from '../identity/browser-cookie.ts';

/** The hash of the request's cookie, which is set with the response where the browser has none yet. */
export function knownBrowser(cookie: BrowserCookie, request: Request, response: Response): string {
  const tokenHash = cookie.hashIn(request.headers.cookie);
  if (tokenHash !== undefined) return tokenHash;
  const issued = cookie.issue();
  response.append('Set-Cookie', issued.header);
  return issued.tokenHash;
}
