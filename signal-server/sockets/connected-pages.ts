import type { PersonId } from '../../shared/room/state.ts';
import type { OpenPages } from '../identity/devices.ts';
import type { RoomDirectory } from '../rooms/room-directory.ts';
import type { RoomHost } from '../rooms/room-host.ts';
import type { PageSocket } from '../rooms/room-lines.ts';

interface ConnectedPage {
  readonly socket: PageSocket;
  /** Resolves when all is answered that the page has asked so far. */
  readonly settled: () => Promise<void>;
  /** The room it is in or looks at. */
  readonly host: () => RoomHost | undefined;
}

/** The pages that are connected, by the browser's cookie: so that signing out reaches those that are open. */
export class ConnectedPages implements OpenPages {
  readonly #directory: Pick<RoomDirectory, 'dismiss'>;
  readonly #pages = new Map<string, Set<ConnectedPage>>();

  constructor(directory: Pick<RoomDirectory, 'dismiss'>) {
    this.#directory = directory;
  }

  /** Returns the way to take it off the list again. */
  add(tokenHash: string, page: ConnectedPage): () => void {
    const pages = this.#pages.get(tokenHash) ?? new Set();
    this.#pages.set(tokenHash, pages.add(page));
    return () => {
      pages.delete(page);
      if (pages.size === 0 && this.#pages.get(tokenHash) === pages) this.#pages.delete(tokenHash);
    };
  }

  /**
   * For a member who is signed out in these browsers, once that is in the store. They leave every room in which none of their
   * other browsers speaks for them, so that the others close their links whatever the page does; and the pages have to
   * connect anew, as nobody. Resolves when nobody acts or listens as this member there.
   */
  async signOut(member: PersonId, tokenHashes: readonly string[]): Promise<void> {
    if (tokenHashes.length === 0) return;
    const pages = this.#of(tokenHashes);
    // A page that was about to enter had been recognised before: it must be inside to be sent out.
    await Promise.all(pages.map(({ settled }) => settled()));
    const signedOut = new Set(pages.map(({ socket }) => socket));
    await this.#directory.dismiss(member, (socket) => !signedOut.has(socket));
    for (const socket of signedOut) socket.conn.close();
  }

  reconnect(tokenHashes: readonly string[]): void {
    for (const { socket } of this.#of(tokenHashes)) socket.conn.close();
  }

  async lookAnew(owner: PersonId, tokenHashes: readonly string[]): Promise<void> {
    const pages = this.#of(tokenHashes);
    // A page that was about to look had been judged before.
    await Promise.all(pages.map(({ settled }) => settled()));
    for (const { socket, host } of pages) {
      const room = host();
      if (room?.room.stage.ownerId === owner && !room.isInside(socket)) socket.conn.close();
    }
  }

  #of(tokenHashes: readonly string[]): ConnectedPage[] {
    return tokenHashes.flatMap((one) => [...(this.#pages.get(one) ?? [])]);
  }
}
