import { parseCookie, stringifySetCookie } from 'cookie';
import { SESSION_MS } from '../../shared/members/limits.ts';
import { hashToken, looksLikeToken, newToken } from './tokens.ts';

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
    const token = this.#tokenIn(header);
    return token === undefined ? undefined : hashToken(token);
  }

  /** A new token's hash, and the `Set-Cookie` header that gives it to the browser. */
  issue(): { readonly tokenHash: string; readonly header: string } {
    const token = newToken();
    return { tokenHash: hashToken(token), header: this.#setting(token) };
  }

  /** The `Set-Cookie` header by which a browser keeps the token it has for another year. */
  renew(header: string | undefined): string | undefined {
    const token = this.#tokenIn(header);
    return token === undefined ? undefined : this.#setting(token);
  }

  #tokenIn(header: string | undefined): string | undefined {
    const token = header === undefined ? undefined : parseCookie(header)[this.#name];
    return token !== undefined && looksLikeToken(token) ? token : undefined;
  }

  #setting(token: string): string {
    return stringifySetCookie({
      name: this.#name,
      value: token,
      httpOnly: true,
      sameSite: 'lax',
      secure: this.#secure,
      path: '/',
      maxAge: SESSION_MS / 1_000,
    });
  }
}
