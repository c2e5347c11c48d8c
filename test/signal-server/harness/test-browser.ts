import type { SessionInfo } from '../../../client/session/room-state.ts';
import type { NewInvite } from '../../../shared/protocol/members.ts';
import type { Answer, Entrance, NewRoom } from '../../../shared/protocol/messages.ts';
import type { Person, RoomId } from '../../../shared/room/state.ts';
import { TestPage } from './test-page.ts';
import { friendsNumber, type HttpAnswer, type TestServer } from './test-server.ts';

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
  async enter(
    room: RoomId,
    guestName?: string,
    more: Parameters<TestPage['enter']>[2] = {},
  ): Promise<TestPage & { readonly entrance: Entrance }> {
    const page = await this.open();
    const answer = await page.enter(room, guestName, more);
    if (!answer.ok) throw new Error(`not let in: ${answer.reason}`);
    return Object.assign(page, { entrance: answer.value });
  }

  async becomeOwner(name = 'Ana', handle = name.toLowerCase()): Promise<void> {
    const token = await this.server.ownerToken();
    const answer = await this.http('POST', '/api/session/owner', { token, name, handle });
    if (answer.status !== 201) throw new Error(answer.text);
    this.server.ownerId = (await this.session()).person?.personId;
  }

  /**
   * Makes whoever uses this browser a member, by an extra invite of the server's owner (or of this `inviter`), which costs no
   * quota: any number can join. There must be an owner first. The newcomer follows the inviter; resolves to who they are.
   */
  async joinAs(name: string, handle = name.toLowerCase(), inviter = this.server.ownerId): Promise<Person> {
    if (inviter === undefined) throw new Error('nobody is there who could invite: call becomeOwner first');
    const token = await this.server.inviteFrom(inviter, name);
    const claim = { token, ...friendsNumber, name, handle };
    const answer = await this.http('POST', '/api/invites/redeem', claim);
    const { person } = (answer.body.value ?? {}) as Partial<SessionInfo>;
    if (answer.status !== 201 || !person) throw new Error(answer.text);
    return person;
  }

  /** A member invites a friend who has `friendsNumber`; it counts against their quota. */
  async invite(name = 'Ben'): Promise<NewInvite> {
    const answer = await this.http('POST', '/api/invites', { ...friendsNumber, name });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.value as NewInvite;
  }

  async session(): Promise<SessionInfo> {
    return (await this.http('GET', '/api/session')).body.value as SessionInfo;
  }

  async openRoom(title = 'Tea', more: Omit<NewRoom, 'title'> = {}): Promise<RoomId> {
    const { body } = await this.http('POST', '/api/rooms', { title, ...more });
    return (body as Extract<Answer<{ room: RoomId }>, { ok: true }>).value.room;
  }

  close(): void {
    for (const page of this.#pages) page.close();
  }
}
