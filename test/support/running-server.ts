import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

export interface ServerOptions {
  /** More environment variables, as an operator would set them. */
  readonly env?: Readonly<Record<string, string>>;
  /** A command and its arguments that runs the rest, for instance `ip netns exec NAME`. */
  readonly within?: readonly string[];
  /** Where pages find it; `http://localhost:PORT` if not said. */
  readonly url?: string;
  readonly port?: number;
  readonly dataDir?: string;
  /** Fetches a page of the server, for servers in another network; `fetch` if not said. */
  readonly answers?: (url: string) => Promise<boolean>;
}

/** The real server as its own process, with a data folder of its own, to be killed and started again. */
export class RunningServer {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly #options: ServerOptions;
  #process: ChildProcess | undefined;
  #printed = '';

  private constructor(options: ServerOptions, port: number, dataDir: string) {
    this.#options = options;
    this.port = port;
    this.dataDir = dataDir;
    this.url = options.url ?? `http://localhost:${port}`;
  }

  /** Starts one on a free port with an empty data folder; resolves when it answers. */
  static async start(options: ServerOptions = {}): Promise<RunningServer> {
    const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'parley-data-')));
    const server = new RunningServer(options, options.port ?? (await freePort()), dataDir);
    await server.start();
    return server;
  }

  /** Starts it again after `kill` or `stop`: same port, same data. */
  async start(): Promise<void> {
    const [command = process.execPath, ...rest]: string[] = [
      ...(this.#options.within ?? []),
      process.execPath,
      program,
    ];
    const env = {
      ...process.env,
      PORT: String(this.port),
      HOST: '0.0.0.0',
      DATA_DIR: this.dataDir,
      ...this.#options.env,
    };
    this.#printed = '';
    const child = spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.#printed += chunk.toString()));
    while (!(await this.#healthy())) {
      if (child.exitCode !== null) throw new Error(`The server did not start:\n${this.#printed}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** What it has printed since its start. */
  get printed(): string {
    return this.#printed;
  }

  /** The token of the one-time owner link that it printed. */
  get ownerToken(): string {
    const token = /\/owner#([\w-]+)/.exec(this.#printed)?.[1];
    if (token === undefined) throw new Error(`No owner link was printed:\n${this.#printed}`);
    return token;
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As Ctrl-C would; the data stays. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends it and removes its data. */
  async close(): Promise<void> {
    await this.#end('SIGKILL');
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async #healthy(): Promise<boolean> {
    const url = `http://127.0.0.1:${this.port}/healthz`;
    const answers = this.#options.answers ?? (async (address) => (await fetch(address)).ok);
    return answers(url).catch(() => false);
  }
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
