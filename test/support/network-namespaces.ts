import { execFileSync, spawnSync } from 'node:child_process';
import { firstExecutable, installPackagesNow, isRoot, mayInstallPackages } from './executables.ts';

/** Namespaces of the lab are named parley-PID-…, so that those of a process that is gone can be told. */
const namePattern = /^parley-(\d+)-/;

let answer: { reason: string | undefined } | undefined;

/**
 * Why no network can be built on this machine, for the line of a skipped test; undefined where it can. Installs iproute2 and
 * nftables where that is allowed. Synchronous, so that `describe.skipIf` can ask it.
 */
export function whyNoNetworkLab(): string | undefined {
  answer ??= { reason: findReason() };
  return answer.reason;
}

/** Runs a program with something on its standard input and returns its output; throws with what it complained of. */
export function command(program: string, args: readonly string[], input = ''): string {
  return execFileSync(program, args, { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** `ip` with its arguments in one string: none of ours contains a space. */
export function ip(line: string): string {
  return command('ip', line.split(' '));
}

/** Arguments of `ip` that run something inside a namespace. */
export function inside(namespace: string, ...words: readonly string[]): string[] {
  return ['netns', 'exec', namespace, ...words];
}

/** Ends whatever runs in the namespaces and removes them; never throws, as it also cleans up after failures. */
export function removeNamespaces(namespaces: readonly string[]): void {
  for (const namespace of namespaces) {
    const { stdout } = spawnSync('ip', ['netns', 'pids', namespace], { encoding: 'utf8' });
    for (const pid of (stdout ?? '').split('\n').filter(Boolean)) endProcess(Number(pid));
    spawnSync('ip', ['netns', 'delete', namespace]);
  }
}

/** Removes the namespaces that crashed test processes have left. */
export function removeStaleNamespaces(): void {
  const names = ip('netns list')
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');
  const isStale = (name: string): boolean => {
    const owner = namePattern.exec(name)?.[1];
    return owner !== undefined && !isAlive(Number(owner));
  };
  removeNamespaces(names.filter(isStale));
}

function findReason(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only';
  if (!isRoot) return 'network namespaces need root';
  const missing = Object.entries({ ip: 'iproute2', nft: 'nftables' }).filter(
    ([program]) => !firstExecutable([program]),
  );
  if (missing.length > 0 && mayInstallPackages()) installPackagesNow(...missing.map(([, name]) => name));
  const absent = missing.filter(([program]) => !firstExecutable([program])).map(([program]) => program);
  if (absent.length > 0) return `${absent.join(' and ')} not found: install iproute2 and nftables`;
  return tryOut();
}

/** A container may forbid any of these although the process is root. */
function tryOut(): string | undefined {
  const name = `parley-${process.pid}-probe`;
  const rule =
    'table inet probe { chain c { type filter hook forward priority 0; numgen random mod 100 < 5 drop; }; }';
  try {
    ip(`netns add ${name}`);
    ip(`link add one netns ${name} type veth peer name two netns ${name}`);
    command('ip', inside(name, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward'));
    command('ip', inside(name, 'nft', '-f', '-'), rule);
    return undefined;
  } catch (error) {
    return `this machine lets nobody build networks: ${String(error).replaceAll('\n', ' ')}`;
  } finally {
    removeNamespaces([name]);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
