import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import * as v from 'valibot';
import type { Answer } from '../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import { refused } from '../answers.ts';

/** Answers over HTTP have the same shape as over the socket; the status says the same to tools. */

const statusOf: Partial<Record<RefusalReason, number>> = {
  malformed: 400,
  'wrong-version': 400,
  'not-a-number': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'members-only': 403,
  'kept-out': 403,
  'passkey-unknown': 403,
  'wrong-number': 403,
  'wrong-handle': 403,
  'not-an-image': 415,
  'wrong-size': 422,
  'foreign-origin': 403,
  'no-such-room': 404,
  'no-such-person': 404,
  'no-such-member': 404,
  'link-spent': 410,
  'invite-redeemed': 410,
  'invite-expired': 410,
  'invite-withdrawn': 410,
  'invite-locked': 410,
  'too-large': 413,
  'too-frequent': 429,
  unavailable: 503,
};

/** What the rules of a room refuse has no status of its own: the request is in conflict with how things are (409). */
export function send<Value>(response: Response, answer: Answer<Value>, status = 200): void {
  response.status(answer.ok ? status : (statusOf[answer.reason] ?? 409)).json(answer);
}

/** The body as the schema reads it, or undefined. */
export function readBody<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> | undefined {
  const parsed = v.safeParse(schema, body, { abortEarly: true });
  return parsed.success ? parsed.output : undefined;
}

/** Last in line: what the body parser refused, and what broke. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request, response, _next) => {
    // Express would write the error to the console, as it is.
    if (response.headersSent) return void response.destroy();
    const status = statusIn(error);
    if (status === 413) return send(response, refused('too-large'));
    if (status !== undefined && status >= 400 && status < 500) return send(response, refused('malformed'));
    log.error({ err: error }, 'a request could not be answered');
    send(response, refused('unavailable'));
  };
}

function statusIn(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}
