import type { SessionInfo } from '../../../client/session/room-state.ts';
import type { Answer, Entrance } from '../../../shared/protocol/messages.ts';
import type { RoomId } from '../../../shared/room/state.ts';
import { TestPage } from './test-page.ts';
import type { HttpAnswer, TestServer } from './test-server.ts';

/** A browser: it keeps its cookies, whatever becomes of its pages. */
export class TestBrowser {
  readonly server: TestServer;
  cookie = '';
  readonly #pages: TestPage[] = [];

  constructor(server: TestServer) {
    this.server = server;
  }

  async http(
    method: string,
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> {
    const answer = await this.server.http(method, url, {
      body,
      headers: { cookie: this.cookie, ...headers },
    });
    for (const cookie of [answer.headers['set-cookie'] ?? []].flat())
      this.cookie = cookie.split(';')[0] ?? '';
    return answer;
  }

  /** Loads a page, which sets the cookie, and connects. */
  async open(): Promise<TestPage> {
    if (this.cookie === '') await this.http('GET', '/api/session');
    const page = new TestPage(this.server.url, this.cookie);
    this.#pages.push(page);
    await page.connected();
    return page;
  }

  /** Opens a page and enters a room with it. */
  async enter(room: RoomId, guestName?: string): Promise<TestPage & { readonly entrance: Entrance }> {
    const page = await this.open();
    const answer = await page.enter(room, guestName);
    if (!answer.ok) throw new Error(`not let in: ${answer.reason}`);
    return Object.assign(page, { entrance: answer.value });
  }

  async becomeOwner(name = 'Ana'): Promise<void> {
    const token = await this.server.ownerToken();
    const answer = await this.http('POST', '/api/session/owner', { token, name });
    if (answer.status !== 201) throw new Error(answer.text);
  }

  async session(): Promise<SessionInfo> {
    return (await this.http('GET', '/api/session')).body.value as SessionInfo;
  }

  async openRoom(title = 'Tea'): Promise<RoomId> {
    const { body } = await this.http('POST', '/api/rooms', { title });
    return (body as Extract<Answer<{ room: RoomId }>, { ok: true }>).value.room;
  }

  close(): void {
    for (const page of this.#pages) page.close();
  }
}
