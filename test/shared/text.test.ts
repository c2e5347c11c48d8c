import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NAME_LIMIT, readText } from '../../shared/protocol/text.ts';

describe('a name', () => {
  test('[TEXT-1] is trimmed and kept in composed form', () => {
    expect(readText('  Zoe\u0308 ', NAME_LIMIT)).toEqual({ text: 'Zoë' });
  });

  test.each(['', '   ', '\u200b\u200d', '\u3164', '\u2800 '])(
    '[TEXT-2] that shows nothing is empty: %j',
    (typed) => {
      expect(readText(typed, NAME_LIMIT)).toEqual({ fault: 'empty' });
    },
  );

  test('[TEXT-3] has at most 40 characters, counted as people count them', () => {
    expect(readText('🦉'.repeat(40), NAME_LIMIT)).toEqual({ text: '🦉'.repeat(40) });
    expect(readText('a'.repeat(41), NAME_LIMIT)).toEqual({ fault: 'too-long' });
  });

  test.each(['a\u0000b', 'a\nb', 'a\u202eb', 'a\u2028b', 'a\ud800b', 'a\u007fb'])(
    '[TEXT-4] has no control characters: %j',
    (typed) => {
      expect(readText(typed, NAME_LIMIT)).toEqual({ fault: 'control-characters' });
    },
  );

  test('[TEXT-5] read once reads the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const read = readText(typed, NAME_LIMIT);
        if ('text' in read) expect(readText(read.text, NAME_LIMIT)).toEqual(read);
      }),
    );
  });
});
