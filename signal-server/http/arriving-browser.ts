import type { Request } from 'express';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import { deviceIn } from '../identity/device-words.ts';
import type { ArrivingBrowser } from '../identity/devices.ts';

/**
 * The browser that asks to be signed in, with a new token, and the header that gives it the token once it is. New powers
 * come with a new token: whoever may have learnt the former one gains nothing.
 */
export function arrivingBrowser(
  request: Request,
  cookie: BrowserCookie,
): { readonly browser: ArrivingBrowser; readonly header: string } {
  const { tokenHash, header } = cookie.issue();
  const formerTokenHash = cookie.hashIn(request.headers.cookie);
  return { browser: { tokenHash, formerTokenHash, device: deviceIn(request.headers['user-agent']) }, header };
}
