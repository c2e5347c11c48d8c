import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Answer } from '../../shared/protocol/messages.ts';
import { refused } from '../answers.ts';
import { measuredAddress } from '../client-address.ts';
import type { Clock } from '../clock.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { PageServer, PageSocket } from '../rooms/room-lines.ts';
import type { ConnectedPages } from './connected-pages.ts';
import { messageHandlers, type Handler, type HandlerParts, type Page } from './message-handlers.ts';
import { LimitsByBrowser, type MessageLimits } from './message-limits.ts';
import { isTooLarge } from './message-size.ts';

export interface GatewayParts extends HandlerParts {
  readonly cookie: BrowserCookie;
  readonly clock: Clock;
  readonly trustedProxies: number;
  readonly pages: ConnectedPages;
  readonly log: Logger;
}

/** Between sockets and rooms: every packet that comes in is limited, parsed, handled in its socket's order, and answered. */
export class SocketGateway {
  readonly #cookie: BrowserCookie;
  readonly #log: Logger;
  readonly #trustedProxies: number;
  readonly #handlers: Readonly<Record<string, Handler>>;
  readonly #limits: LimitsByBrowser;
  readonly #pages: ConnectedPages;

  constructor(parts: GatewayParts) {
    this.#cookie = parts.cookie;
    this.#log = parts.log;
    this.#trustedProxies = parts.trustedProxies;
    this.#handlers = messageHandlers(parts);
    this.#limits = new LimitsByBrowser(parts.clock);
    this.#pages = parts.pages;
  }

  serve(server: PageServer): void {
    server.on('connection', (socket) => this.#welcome(socket));
  }

  #welcome(socket: PageSocket): void {
    const request: IncomingMessage = socket.request;
    const page: Page = {
      socket,
      tokenHash: this.#cookie.hashIn(request.headers.cookie),
      address: measuredAddress(request, this.#trustedProxies),
      host: undefined,
    };
    forgetHandshake(socket);
    const browser = page.tokenHash ?? socket.id;
    const limits = this.#limits.claim(browser);
    let before: Promise<void> = Promise.resolve();
    const forget = this.#pages.add(browser, { socket, settled: () => before, host: () => page.host });
    socket.onAny((...packet: readonly unknown[]) => {
      const acknowledge = acknowledgementIn(packet);
      const handler = this.#admit(page, limits, packet);
      if ('ok' in handler) return acknowledge(handler);
      // One after another, so that a page that enters and leaves in one breath has left.
      before = before.then(async () => acknowledge(await this.#answer(handler, page, packet)));
    });
    socket.on('disconnect', () => {
      this.#limits.release(browser);
      // Until all it had asked is done: it may have been about to enter.
      void before.then(() => {
        forget();
        page.host?.lost(socket);
      });
    });
  }

  /** Who may have a message handled, and by whom; a page that goes on after many refusals is cut off. */
  #admit(
    page: Page,
    limits: MessageLimits,
    [event]: readonly unknown[],
  ): Handler | Extract<Answer<never>, { ok: false }> {
    const known =
      typeof event === 'string' && Object.hasOwn(this.#handlers, event) ? this.#handlers[event] : undefined;
    const kind = known?.kind ?? 'command';
    const links = () => (kind === 'signal' ? (page.host?.desk.count(page.socket) ?? 0) : 0);
    if (!limits.take(kind, links)) {
      // The connection, not the socket: a page whose socket the server disconnects never comes back by itself.
      if (!limits.take('patience', links)) page.socket.conn.close();
      return refused('too-frequent');
    }
    return known ?? refused('malformed');
  }

  async #answer(handler: Handler, page: Page, packet: readonly unknown[]): Promise<Answer<unknown>> {
    try {
      const request = packet.slice(1).filter((one) => typeof one !== 'function');
      const answer = request.length > 1 ? refused('malformed') : await handler.handle(page, request[0]);
      return !answer.ok && answer.reason === 'malformed' && isTooLarge(request)
        ? refused('too-large')
        : answer;
    } catch (error) {
      this.#log.error({ err: error, event: packet[0] }, 'a message could not be answered');
      return refused('unavailable');
    }
  }
}

/** All that was needed of it has been read; it would stay in memory for as long as the connection. */
function forgetHandshake(socket: PageSocket): void {
  // As Socket.IO's documentation has it ("Memory usage"), though its type does not say that this may be.
  Object.assign(socket.conn, { request: null });
  Object.assign(socket.handshake, { headers: {}, query: {}, auth: {} });
}

function acknowledgementIn(packet: readonly unknown[]): (answer: Answer<unknown>) => void {
  const last = packet.at(-1);
  // The only functions in a packet are Socket.IO's own acknowledgements.
  return typeof last === 'function' ? (answer) => void last(answer) : () => undefined;
}
