import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { firstExecutable, installPackages, mayInstallPackages } from './executables.ts';

/** A loudspeaker that nobody hears: a PulseAudio of its own with nothing but a null sink. */
export interface SoundServer {
  /** Variables for the programs that shall play there. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/**
 * Firefox never starts an AudioContext on a machine without a sound device, as servers and containers are. Resolves to
 * undefined where there is no PulseAudio and it cannot be installed: then Firefox uses what the machine has.
 */
export async function openSoundServer(): Promise<SoundServer | undefined> {
  if (process.platform !== 'linux') return undefined;
  if (!firstExecutable(['pulseaudio']) && mayInstallPackages()) {
    await installPackages('pulseaudio').catch(() => undefined);
  }
  const program = firstExecutable(['pulseaudio']);
  return program === undefined ? undefined : await start(program);
}

async function start(program: string): Promise<SoundServer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-sound-'));
  const socket = join(folder, 'native');
  const settings = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disable-shm=yes'];
  const modules = ['null-sink', `native-protocol-unix auth-anonymous=1 socket=${socket}`];
  // A home of its own keeps the user's own sound server and its cookie out of it.
  const env = { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder };
  const server = spawn(program, [...settings, ...modules.map((module) => `--load=module-${module}`)], {
    env,
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  const kill = (): void => void server.kill('SIGKILL');
  process.once('exit', kill);
  for (let waited = 0; !existsSync(socket) && waited < 10_000 && server.exitCode === null; waited += 50) {
    await pause(50);
  }
  return {
    env: { PULSE_SERVER: `unix:${socket}` },
    async close() {
      process.off('exit', kill);
      kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
