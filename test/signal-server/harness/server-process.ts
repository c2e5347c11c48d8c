import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (file: string) => fileURLToPath(new URL(`../../../${file}`, import.meta.url));

/** The program, bundled from its sources as the build does it: starting from the sources would take seconds each time. */
async function bundle(): Promise<string> {
  // Within node_modules, so that what is not bundled is found from there.
  const outfile = here(`node_modules/.cache/parley-${process.pid}/main.js`);
  const require = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;
  await build({
    entryPoints: [here('signal-server/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3', 'bufferutil', 'utf-8-validate'],
    banner: { js: require },
    logLevel: 'silent',
  });
  return outfile;
}

let program: Promise<string> | undefined;
let lastPort = 20_000 + (process.pid % 20_000);

/** The real program, in a process and a data folder of its own. */
export class ServerProcess {
  readonly port = (lastPort += 1);
  readonly dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'parley-process-')), 'data');
  #process: ChildProcess | undefined;
  /** What the last one started has printed, to both streams. */
  printed = '';

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

  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  kill(): Promise<number | null> {
    return this.#end('SIGKILL');
  }

  async discard(): Promise<void> {
    await this.kill();
    rmSync(path.dirname(this.dataDir), { recursive: true, force: true });
  }

  async #spawn(flags: readonly string[]): Promise<ChildProcess> {
    const main = await (program ??= bundle());
    this.printed = '';
    const args = [main, '--port', String(this.port), '--data-dir', this.dataDir, ...flags];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.printed += chunk.toString();
      });
    }
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

async function ended(child: ChildProcess): Promise<number | null> {
  // `close` comes after the last of what it printed.
  await once(child, 'close');
  return child.exitCode;
}
