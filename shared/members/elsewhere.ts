/** Where else a member can be found. Only a name is kept, so that nothing but an address at these two hosts can come of it. */

export type Elsewhere = 'instagram' | 'linkedin';

/** Of a name as it stands in an address, where a letter of some writings takes nine characters: short enough to be typed again. */
const LINKEDIN_LIMIT = 400;

/** What is kept of a handle or an address that was typed: `''` for nothing, null for what cannot be one. */
export function readElsewhere(where: Elsewhere, typed: string): string | null {
  const text = typed.trim();
  if (text === '') return '';
  return where === 'instagram' ? readInstagram(text) : readLinkedin(text);
}

/** The address of what `readElsewhere` kept. */
export function addressElsewhere(where: Elsewhere, kept: string): string {
  return where === 'instagram' ? `https://www.instagram.com/${kept}/` : `https://www.linkedin.com/${kept}/`;
}

function readInstagram(text: string): string | null {
  const path = pathAt(text, 'instagram.com');
  const name = (path === null ? text : (path.split('/')[0] ?? '')).replace(/^@/, '');
  return /^[a-z0-9._]{1,30}$/i.test(name) && !/^\.|\.$|\.\./.test(name) ? name : null;
}

/** A person's page (`in/…`) or a company's; a bare name is a person's. */
function readLinkedin(text: string): string | null {
  const path = pathAt(text, 'linkedin.com') ?? (text.includes('/') ? text : `in/${text.replace(/^@/, '')}`);
  const found = /^(in|company)\/([^/]+)\/?$/.exec(path);
  const name = decoded(found?.[2] ?? '');
  if (!/^[\p{L}\p{M}\p{N}_-]+$/u.test(name)) return null;
  const kept = encodeURIComponent(name);
  return kept.length <= LINKEDIN_LIMIT ? `${found?.[1]}/${kept}` : null;
}

/** The path of an address at this host, without its first slash and its query; null for what is no such address. */
function pathAt(text: string, host: string): string | null {
  const found = /^(?:https?:\/\/)?(?:[a-z]{2,3}\.)?([a-z.]+)\/([^?#]*)/i.exec(text);
  return found?.[1]?.toLowerCase() === host ? (found[2] ?? '') : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
