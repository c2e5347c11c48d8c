import { createHmac } from 'node:crypto';
import type { IceServer } from '../shared/protocol/messages.ts';

export interface TurnConfig {
  /** `turn:`, `turns:` and `stun:` URLs. */
  readonly urls: readonly string[];
  /** coturn's `static-auth-secret`; not needed where all are `stun:`. */
  readonly secret: string | undefined;
}

const LIFETIME_S = 12 * 60 * 60;

/**
 * The ICE servers for one participant: none unless the operator names some, because nobody else's shall learn who speaks
 * here. The credentials expire; they are those of coturn's `use-auth-secret` (draft-uberti-behave-turn-rest).
 */
export function iceServers({ urls, secret }: TurnConfig, who: string, nowMs: number): readonly IceServer[] {
  const stun = urls.filter((url) => url.startsWith('stun'));
  const turn = urls.filter((url) => !url.startsWith('stun'));
  const servers: IceServer[] = stun.length > 0 ? [{ urls: stun }] : [];
  if (turn.length === 0 || secret === undefined) return servers;
  const username = `${Math.floor(nowMs / 1_000) + LIFETIME_S}:${who}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return [...servers, { urls: turn, username, credential }];
}
