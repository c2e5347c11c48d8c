import type { Request } from 'express';
import type { Person } from '../../shared/room/state.ts';
import { refused, type Refusal } from '../answers.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Identities } from '../identity/identities.ts';

export interface AskingMember {
  readonly person: Person;
  /** The hash of the cookie with which they ask. */
  readonly tokenHash: string;
}

/** The member who asks; `not-signed-in` for nobody, `members-only` for a guest. */
export async function askingMember(
  request: Request,
  { identities, cookie }: { readonly identities: Identities; readonly cookie: BrowserCookie },
): Promise<{ readonly ok: true; readonly value: AskingMember } | Refusal> {
  const tokenHash = cookie.hashIn(request.headers.cookie);
  const person = await identities.personOf(tokenHash);
  if (!person || tokenHash === undefined) return refused('not-signed-in');
  return person.kind === 'member' ? { ok: true, value: { person, tokenHash } } : refused('members-only');
}
