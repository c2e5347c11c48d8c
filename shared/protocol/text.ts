import type { Door, HandsPolicy } from '../room/state.ts';

/** Texts that people type: how long (in characters as people count code points) and what must not be in them. */
export const NAME_LIMIT = 40;
export const TITLE_LIMIT = 100;
export const ABOUT_LIMIT = 300;

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

/** A text of a few lines, which may be empty: each line like any other text, never two empty ones in a row. */
export function readLines(
  typed: string,
  limit: number,
): { readonly text: string } | { readonly fault: TextFault } {
  const text = typed
    .normalize('NFC')
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (Array.from(text).length > limit) return { fault: 'too-long' };
  return forbidden.test(text.replaceAll('\n', '')) ? { fault: 'control-characters' } : { text };
}

export const handsPolicies = ['everyone', 'members', 'off'] as const satisfies readonly HandsPolicy[];
export const doors = ['link', 'members', 'invited'] as const satisfies readonly Door[];
