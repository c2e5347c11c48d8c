import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { inside } from './network-namespaces.ts';

export interface PortRelay {
  origin: string;
  close(): void;
}

/** Runs in the namespace: from a TCP port there to a Unix socket, which is a file and so known on both sides. */
const relayProgram = `
const net = require('node:net');
const [host, port, path] = process.argv.slice(1);
const end = (one, other) => { one.on('error', () => other.destroy()); one.on('close', () => other.destroy()); };
net.createServer((outer) => {
  const inner = net.connect(path);
  end(outer, inner); end(inner, outer);
  outer.pipe(inner).pipe(outer);
}).listen(Number(port), host, () => console.log('listening'));
process.stdin.resume().on('close', () => process.exit());
`;

/**
 * Makes a port of the host's 127.0.0.1 reachable inside a namespace, under the same number at an address there, without any network
 * between the two. The relay ends with this process, even when that is killed.
 */
export async function openPortRelay(
  namespace: string,
  host: string,
  port: number,
  folder: string,
): Promise<PortRelay> {
  const path = join(folder, `port-${port}`);
  const server = createServer((socket) => splice(socket, connect(port, '127.0.0.1')));
  server.listen(path);
  await once(server, 'listening');
  const words = [process.execPath, '-e', relayProgram, host, String(port), path];
  const relay = spawn('ip', inside(namespace, ...words), { stdio: ['pipe', 'pipe', 'inherit'] });
  await Promise.race([
    once(relay.stdout, 'data'),
    once(relay, 'exit').then(() => Promise.reject(new Error(`No relay for port ${port} in ${namespace}`))),
  ]);
  return {
    origin: `http://${host}:${port}`,
    close() {
      server.close();
      relay.kill();
    },
  };
}

function splice(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
}
