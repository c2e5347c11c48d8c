import { msg, str } from '@lit/localize';
import { HANDLE_LIMIT, HANDLE_MIN, type HandleFault } from '../../../shared/members/handle.ts';

/** What is wrong with a typed handle, to be shown beside its field. */
export function handleFaultWords(fault: HandleFault): string {
  switch (fault) {
    case 'too-short':
      return msg(str`A handle has at least ${HANDLE_MIN} letters.`);
    case 'too-long':
      return msg(str`That is too long: ${HANDLE_LIMIT} letters fit.`);
    case 'wrong-letters':
      return msg('A handle is made of the letters a to z, digits and _, without spaces.');
    case 'reserved':
      return msg('This handle is kept for the server itself. Try another one.');
  }
}
