import { createHmac } from 'node:crypto';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { PhoneNumber } from '../../shared/protocol/members.ts';

/** A number as it was typed, or copied from somewhere. */
export interface TypedNumber {
  readonly phone: string;
  /** ISO 3166-1; counts where the number does not begin with its country. */
  readonly country: string;
}

/** The number in the ways it is written; undefined for a text that is no number which could exist. */
export function readPhoneNumber({ phone, country }: TypedNumber): PhoneNumber | undefined {
  // Contacts that are copied bring marks for the direction of text, which nobody sees.
  const text = phone.replace(/\p{Cf}/gu, '').trim();
  const number = parsePhoneNumberFromString(text, {
    extract: false,
    ...(isSupportedCountry(country) && { defaultCountry: country }),
  });
  if (!number?.isValid()) return undefined;
  return { international: number.number, national: number.formatNational(), country: number.country ?? null };
}

/** By this alone a number is known again: without the key, trying all numbers there are would not tell which one it was. */
export function hashPhoneNumber(key: Uint8Array, { international }: PhoneNumber): string {
  return createHmac('sha256', key).update(international).digest('base64url');
}
