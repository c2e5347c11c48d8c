import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Logger } from 'pino';
import * as v from 'valibot';
import { refused } from '../answers.ts';
import type { AdminCommands } from './admin-commands.ts';
import { adminRequestSchema } from './admin-requests.ts';
import { adminSocketPath } from './admin-socket-path.ts';
import { readLine, writeLine } from './json-line.ts';

const REQUEST_LIMIT_BYTES = 4_096;

interface AdminServerParts {
  readonly dataDir: string;
  readonly commands: AdminCommands;
  readonly log: Logger;
}

/**
 * Listens to the command line on this machine, which cannot open the database while the server has it. Only this user can connect;
 * one request a connection, a line of JSON, and its answer. Where a socket cannot be, the server goes on without.
 */
export class AdminServer {
  readonly #parts: AdminServerParts;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(parts: AdminServerParts) {
    this.#parts = parts;
    this.#server = createServer((socket) => void this.#serve(socket));
  }

  /** Call it with the database locked: a socket that is there already is one that a killed server has left. */
  async listen(): Promise<void> {
    const { dataDir, log } = this.#parts;
    try {
      const address = adminSocketPath(dataDir);
      if (process.platform !== 'win32') rmSync(address, { force: true });
      await this.#listen(address);
    } catch (error) {
      log.warn({ err: error }, 'the command line cannot reach this server');
    }
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #listen(address: string): Promise<void> {
    // The socket is made at once, with the rights that are left: nobody else may connect, not for a moment.
    const umask = process.platform === 'win32' ? undefined : process.umask(0o177);
    try {
      return new Promise((resolve, reject) => {
        this.#server.once('error', reject);
        this.#server.listen(address, () => {
          this.#server.off('error', reject);
          resolve();
        });
      });
    } finally {
      if (umask !== undefined) process.umask(umask);
    }
  }

  async #serve(socket: Socket): Promise<void> {
    const { commands, log } = this.#parts;
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // Who hangs up in the middle gets no answer, and needs none.
    socket.on('error', () => undefined);
    try {
      const request = v.safeParse(adminRequestSchema, await readLine(socket, REQUEST_LIMIT_BYTES));
      writeLine(socket, request.success ? await commands(request.output) : refused('malformed'));
    } catch (error) {
      if (error instanceof SyntaxError) return writeLine(socket, refused('malformed'));
      log.error({ err: error }, 'the command line could not be answered');
      writeLine(socket, refused('unavailable'));
    }
  }
}
