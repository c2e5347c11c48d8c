import { msg, str } from '@lit/localize';
import { PICTURE_FILE_LIMIT, type PictureFault } from '../../session/square-picture.ts';
import { refusalWords } from './refusal-words.ts';

const megabytes = PICTURE_FILE_LIMIT / 1_000_000;

/** Why a file did not become a picture, and what to do about it. */
export function pictureFaultWords(fault: PictureFault): string {
  switch (fault) {
    case 'not-an-image':
      return refusalWords('not-an-image');
    case 'too-large':
      return msg(str`This file is too large: a picture may have up to ${megabytes} MB.`);
    case 'no-webp':
      return msg(
        'This browser cannot make the kind of picture that is kept here. Try it with a newer one, or with another.',
      );
  }
}
