import type { Sign } from './sealer.ts';
import { type ReadSeal, type Seal, SEAL_ALGORITHM, sealBody, signedBytes, writeSeal } from './seal.ts';

/** Signs what a person says in a room. */
export function signWith(key: CryptoKey, room: string, speaker: string): Sign {
  return async (seal: Seal) => {
    const body = sealBody(seal);
    const signed = signedBytes(room, speaker, body);
    return writeSeal(body, new Uint8Array(await crypto.subtle.sign(SEAL_ALGORITHM, key, signed)));
  };
}

interface KnownKey {
  readonly text: string;
  /** Undefined where it is no key at all: nothing is ever proved by it. */
  readonly key: Promise<CryptoKey | undefined>;
}

/** The keys that the room's roster names. */
export class VoiceKeys {
  #room = '';
  readonly #keys = new Map<string, KnownKey>();

  /** Keeps these keys, base64url, by speaker; the same again is not read again. Those who are not as before: gone, or with another key. */
  follow(room: string, keys: ReadonlyMap<string, string>): string[] {
    const changed = [...this.#keys.keys()].filter(
      (speaker) => room !== this.#room || keys.get(speaker) !== this.#keys.get(speaker)?.text,
    );
    this.#room = room;
    for (const speaker of changed) this.#keys.delete(speaker);
    for (const [speaker, text] of keys)
      if (!this.#keys.has(speaker)) this.#keys.set(speaker, { text, key: importKey(text) });
    return changed;
  }

  async verify(speaker: string, { body, signature }: ReadSeal): Promise<boolean> {
    const key = await this.#keys.get(speaker)?.key;
    if (!key) return false;
    const signed = signedBytes(this.#room, speaker, body);
    return crypto.subtle.verify(SEAL_ALGORITHM, key, signature, signed);
  }
}

async function importKey(text: string): Promise<CryptoKey | undefined> {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const point = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return await crypto.subtle.importKey('raw', point, SEAL_ALGORITHM, false, ['verify']);
  } catch {
    return undefined;
  }
}
