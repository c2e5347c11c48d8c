import type { HandsPolicy } from '../room/state.ts';

/** Texts that people type: how long (in characters as people count code points) and what must not be in them. */
export const NAME_LIMIT = 40;
export const TITLE_LIMIT = 100;

export type TextFault = 'empty' | 'too-long' | 'control-characters';

// Control characters, line breaks, lone surrogates, and the marks that turn the direction of the text that follows.
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
// Letters that show nothing: a name of these alone would be an empty one.
const invisible = /[\p{Cf}\p{Z}\u115f\u1160\u3164\uffa0\u2800]/gu;

/** The text as it is kept (trimmed, in Unicode's composed form), or what is wrong with it. */
export function readText(
  typed: string,
  limit: number,
): { readonly text: string } | { readonly fault: TextFault } {
  const text = typed.trim().normalize('NFC');
  if (text.replace(invisible, '') === '') return { fault: 'empty' };
  if (Array.from(text).length > limit) return { fault: 'too-long' };
  return forbidden.test(text) ? { fault: 'control-characters' } : { text };
}

export const handsPolicies = ['everyone', 'members', 'off'] as const satisfies readonly HandsPolicy[];
