import { parseCookie, stringifySetCookie } from 'cookie';
import { hashToken, looksLikeToken, newToken } from './tokens.ts';

const YEAR_S = 365 * 24 * 60 * 60;

/**
 * The one cookie: a random token by which the server knows a browser. It is set with the page, and means nothing until
 * somebody enters a room or redeems a link with it.
 */
export class BrowserCookie {
  readonly #name: string;
  readonly #secure: boolean;

  /** On HTTPS the `__Host-` prefix keeps other hosts of the same domain from setting it (RFC 6265bis, 4.1.3.2). */
  constructor(secure: boolean) {
    this.#secure = secure;
    this.#name = secure ? '__Host-parley' : 'parley';
  }

  /** The hash of the token in a `Cookie` header, if there is one that this server could have set. */
  hashIn(header: string | undefined): string | undefined {
    const token = header === undefined ? undefined : parseCookie(header)[this.#name];
    return token !== undefined && looksLikeToken(token) ? hashToken(token) : undefined;
  }

  /** A new token's hash, and the `Set-Cookie` header that gives it to the browser. */
  issue(): { readonly tokenHash: string; readonly header: string } {
    const token = newToken();
    return {
      tokenHash: hashToken(token),
      header: stringifySetCookie({
        name: this.#name,
        value: token,
        httpOnly: true,
        sameSite: 'lax',
        secure: this.#secure,
        path: '/',
        maxAge: YEAR_S,
      }),
    };
  }
}
