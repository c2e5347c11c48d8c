import { HANDLE_LIMIT, readHandle } from './handle.ts';

// Letters that are no letter with a mark, for Unicode's decomposition to find.
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/** A handle that a name makes one think of; '' where none can be made of its letters. It may well be taken. */
export function suggestHandle(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => spelled[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  const read = readHandle(words.join('_').slice(0, HANDLE_LIMIT).replace(/_$/, ''));
  return 'handle' in read ? read.handle : '';
}
