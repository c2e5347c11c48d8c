import type { RequestHandler } from 'express';
import { refused } from '../answers.ts';
import { send } from './answer-request.ts';

/** How much of a body that is too long is still taken in, so that its sender reads the answer before the connection breaks. */
const PATIENCE = 4;

/**
 * Refuses a body that says it is longer, before any of it has come; and hangs up on whoever goes on sending. Belongs right before
 * the parsers: it lets the body flow, and what flows before somebody listens is lost.
 */
export function limitBodies(limitBytes: number): RequestHandler {
  return (request, response, next) => {
    let received = 0;
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > PATIENCE * limitBytes) request.socket.destroy();
    });
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared <= limitBytes) return next();
    send(response, refused('too-large'));
  };
}
