import type { Socket } from 'node:net';

/** What may be sent in one line: a list of some ten thousand members has room. */
const LINE_LIMIT_BYTES = 4 * 1024 * 1024;
const PATIENCE_MS = 60_000;

export function writeLine(socket: Socket, value: unknown): void {
  socket.end(`${JSON.stringify(value)}\n`);
}

/** The one line of JSON that comes through a socket; rejects if it is too long, no JSON, or does not come. */
export async function readLine(socket: Socket, limitBytes = LINE_LIMIT_BYTES): Promise<unknown> {
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('nothing came')));
  const chunks: Buffer[] = [];
  let length = 0;
  // Whoever leaves this loop has closed the socket, unless told to leave it open.
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limitBytes) throw new Error('the line is too long');
    if (chunk.includes('\n')) break;
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
