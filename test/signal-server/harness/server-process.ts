import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (file: string) => fileURLToPath(new URL(`../../../${file}`, import.meta.url));

type Program = 'main' | 'cli';

/** The folder of the programs, bundled from their sources as the build does it: starting from the sources would take seconds each time. */
async function bundle(): Promise<string> {
  // Within node_modules, so that what is not bundled is found from there.
  const outdir = here(`node_modules/.cache/parley-${process.pid}`);
  const require = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;
  await build({
    entryPoints: ['main', 'cli'].map((name) => here(`signal-server/${name}.ts`)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3', 'bufferutil', 'utf-8-validate'],
    banner: { js: require },
    logLevel: 'silent',
  });
  return outdir;
}

let programs: Promise<string> | undefined;

async function start(
  program: Program,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
  const file = path.join(await (programs ??= bundle()), `${program}.js`);
  return spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...(env && { env }) });
}
// Below those that the system gives to connections, and some apart for the next test process.
let lastPort = 20_000 + ((process.pid * 41) % 12_000);

/** The real program, in a process and a data folder of its own. */
export class ServerProcess {
  readonly port = (lastPort += 1);
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'parley-process-'));
  readonly dataDir: string;
  #process: ChildProcess | undefined;
  /** What the last one started has printed, to both streams. */
  printed = '';

  /** `within` its own folder: a name that is longer than sockets may have, for example. */
  constructor(within = 'data') {
    this.dataDir = path.join(this.#folder, within);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it answers. */
  async start(...flags: readonly string[]): Promise<void> {
    const child = await this.#spawn(flags);
    for (;;) {
      const healthy = await fetch(`${this.url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (healthy) return;
      if (child.exitCode !== null) throw new Error(this.printed);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Resolves to the exit code of one that ends by itself. */
  async run(...flags: readonly string[]): Promise<number | null> {
    return ended(await this.#spawn(flags));
  }

  /** The command line, on the same data; resolves to what it prints and its exit code. */
  async cli(...args: readonly string[]): Promise<{ readonly code: number | null; readonly printed: string }> {
    const { PATH } = process.env;
    const child = await start('cli', args, { PATH, DATA_DIR: this.dataDir, PORT: String(this.port) });
    let printed = '';
    collect(child, (text) => {
      printed += text;
    });
    const code = await ended(child);
    return { code, printed: printed.trim() };
  }

  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  kill(): Promise<number | null> {
    return this.#end('SIGKILL');
  }

  async discard(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #spawn(flags: readonly string[]): Promise<ChildProcess> {
    this.printed = '';
    const child = await start('main', ['--port', String(this.port), '--data-dir', this.dataDir, ...flags]);
    collect(child, (text) => {
      this.printed += text;
    });
    this.#process = child;
    return child;
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    child.kill(signal);
    return ended(child);
  }
}

function collect(child: ChildProcess, add: (text: string) => void): void {
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => add(chunk.toString()));
}

async function ended(child: ChildProcess): Promise<number | null> {
  // `close` comes after the last of what it printed.
  await once(child, 'close');
  return child.exitCode;
}
