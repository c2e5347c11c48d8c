import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HANDLE_LIMIT, HANDLE_MIN, readHandle } from '../../shared/members/handle.ts';

describe('a handle', () => {
  it('[HANDLE-1] has 3 to 20 of a to z, 0 to 9 and _, whatever was typed', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'Z', '7', '_', '@', ' ', 'ä', '<'),
      maxLength: 24,
    });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string()), (typed) => {
        const read = readHandle(typed);
        if ('handle' in read) expect(read.handle).toMatch(/^[a-z0-9_]{3,20}$/);
        else expect(['too-short', 'too-long', 'wrong-letters', 'reserved']).toContain(read.fault);
      }),
    );
    expect([HANDLE_MIN, HANDLE_LIMIT]).toEqual([3, 20]);
  });

  it('[HANDLE-2] is read in small letters, without spaces around it and the @ before it', () => {
    expect(readHandle(' @Ana_7 ')).toEqual({ handle: 'ana_7' });
  });

  it.each([
    ['ab', 'too-short'],
    ['', 'too-short'],
    ['x'.repeat(21), 'too-long'],
    ['ana b', 'wrong-letters'],
    ['anä', 'wrong-letters'],
    ['an\u0430', 'wrong-letters'],
    ['Admin', 'reserved'],
    ['@parley', 'reserved'],
  ])('[HANDLE-3] %j is refused as %s', (typed, fault) => {
    expect(readHandle(typed)).toEqual({ fault });
  });

  it('[HANDLE-4] read once reads the same again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', '_', '1'), minLength: 3, maxLength: 20 }),
        (typed) => {
          const read = readHandle(typed);
          if ('handle' in read) expect(readHandle(read.handle)).toEqual(read);
        },
      ),
    );
  });
});
