import { msg, str } from '@lit/localize';
import type { TextFault } from '../../../shared/protocol/text.ts';

/** What is wrong with a typed text, to be shown beside its field. */
export function textFaultWords(fault: TextFault, limit: number): string {
  switch (fault) {
    case 'empty':
      return msg('Please write something here.');
    case 'too-long':
      return msg(str`That is too long: ${limit} characters fit.`);
    case 'control-characters':
      return msg('There is an invisible character in it that cannot be used. Please type it anew.');
  }
}
