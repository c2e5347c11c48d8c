import { PROTOCOL_VERSION, type Answer } from '../../shared/protocol/messages.ts';

/** Asks the server's API over HTTP. Nothing throws: no network is the refusal `unavailable`. */
export async function request<Value>(
  method: string,
  path: string,
  body?: object | Blob,
): Promise<Answer<Value>> {
  try {
    const response = await fetch(`/api${path}`, {
      method,
      headers: {
        accept: 'application/json',
        // A page that is older than the server is told so, and does not do what it no longer understands.
        'x-parley-version': String(PROTOCOL_VERSION),
        ...(body && { 'content-type': body instanceof Blob ? body.type : 'application/json' }),
      },
      ...(body && { body: body instanceof Blob ? body : JSON.stringify(body) }),
    });
    // The server is our own and of the same version: its answers are taken at their word.
    const answer = (await response.json()) as Partial<Answer<Value>>;
    return typeof answer.ok === 'boolean' ? (answer as Answer<Value>) : { ok: false, reason: 'unavailable' };
  } catch {
    return { ok: false, reason: 'unavailable' };
  }
}
