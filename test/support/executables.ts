import { execFile, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** True where the process may do everything; also the only case in which Chromium has to give up its sandbox. */
export const isRoot = process.getuid?.() === 0;

/** The first of these programs that exists: names are looked for on PATH, absolute paths are taken as they are. */
export function firstExecutable(candidates: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  // Root's own tools are often missing from the PATH of a service or a CI step.
  if (process.platform === 'linux') folders.push('/usr/sbin', '/sbin');
  const endings = process.platform === 'win32' ? ['', '.exe'] : [''];
  for (const candidate of candidates) {
    const bases = /[/\\]/.test(candidate) ? [candidate] : folders.map((folder) => join(folder, candidate));
    for (const path of bases.flatMap((base) => endings.map((ending) => base + ending))) {
      if (isExecutable(path)) return path;
    }
  }
  return undefined;
}

/** Whether Debian packages can be installed here without asking anybody. */
export function mayInstallPackages(): boolean {
  return isRoot && process.platform === 'linux' && firstExecutable(['apt-get']) !== undefined;
}

/** Installs Debian packages; throws with apt's last words where that fails. Takes minutes for a browser. */
export async function installPackages(...packages: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = promisify(execFile);
  console.error(`Installing ${packages.join(', ')} with apt-get…`);
  // Another process may hold apt's lock: wait for it. An update that fails in part may still know the package.
  await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'update'], { env }).catch(() => undefined);
  const options = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends'];
  await run('apt-get', [...options, ...packages], { env, maxBuffer: 64 * 1024 * 1024 });
}

/** The same, synchronously, for questions that must be answered before tests are declared; says whether it worked. */
export function installPackagesNow(...packages: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  spawnSync('apt-get', [...wait, 'update'], { env });
  return (
    spawnSync('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages], { env })
      .status === 0
  );
}

function isExecutable(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
