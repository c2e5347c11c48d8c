import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressElsewhere, readElsewhere } from '../../shared/members/elsewhere.ts';

const hosts = { instagram: 'www.instagram.com', linkedin: 'www.linkedin.com' } as const;

describe('where else a member can be found', () => {
  it.each([
    ['instagram', '@ana.b', 'ana.b'],
    ['instagram', 'https://www.instagram.com/ana.b/?igsh=1', 'ana.b'],
    ['instagram', 'instagram.com/ana_b', 'ana_b'],
    ['linkedin', 'ana-b', 'in/ana-b'],
    ['linkedin', 'https://de.linkedin.com/in/ana-b/', 'in/ana-b'],
    ['linkedin', 'linkedin.com/company/parley?trk=x', 'company/parley'],
    ['linkedin', 'https://www.linkedin.com/in/j%C3%B6rg', 'in/j%C3%B6rg'],
    ['linkedin', '', ''],
  ] as const)('[ELSEWHERE-1] of %s, %j is kept as %j', (where, typed, kept) => {
    expect(readElsewhere(where, typed)).toBe(kept);
  });

  it.each([
    ['instagram', 'https://example.org/ana'],
    ['instagram', 'https://instagram.com.example.org/ana'],
    ['instagram', 'https://example.org/instagram.com/ana'],
    ['instagram', 'javascript:alert(1)'],
    ['instagram', 'ana b'],
    ['instagram', '..'],
    ['linkedin', 'https://user@linkedin.com@example.org/in/ana'],
    ['linkedin', 'https://linkedin.com/feed'],
    ['linkedin', 'javascript:alert(1)//linkedin.com/in/ana'],
    ['linkedin', 'in/../../evil'],
    ['linkedin', 'in/a"onclick="x'],
  ] as const)('[ELSEWHERE-2] of %s, %j is refused', (where, typed) => {
    expect(readElsewhere(where, typed)).toBeNull();
  });

  it.each(['漢'.repeat(40), 'हिन्दी', 'j%C3%B6rg', '%2E%2E', 'a%21', '50%', '%2Fevil', 'x'.repeat(401)])(
    '[ELSEWHERE-3] in/%s is refused, or kept as what reads the same again',
    (name) => {
      const kept = readElsewhere('linkedin', `in/${name}`);
      if (kept !== null) expect(readElsewhere('linkedin', kept)).toBe(kept);
    },
  );

  it('[ELSEWHERE-1] a name in any writing is kept', () => {
    expect(readElsewhere('linkedin', `in/${'漢'.repeat(40)}`)).toBe(`in/${'%E6%BC%A2'.repeat(40)}`);
    expect(readElsewhere('linkedin', 'हिन्दी')).toMatch(/^in\/%/);
  });

  it('[ELSEWHERE-3] whatever was typed, what is kept leads to that host only, and reads the same again', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(
          'https://',
          'instagram.com',
          'www.',
          'linkedin.com',
          '/',
          'in/',
          '@',
          ':',
          '%2F',
          '%',
          '?',
          '#',
          '\\',
          '..',
        ),
        fc.string({ maxLength: 6 }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.constantFrom('instagram', 'linkedin'), pieces, (where, parts) => {
        const kept = readElsewhere(where, parts.join(''));
        if (!kept) return;
        const { protocol, hostname, pathname, search, hash } = new URL(addressElsewhere(where, kept));
        expect([protocol, hostname, search, hash]).toEqual(['https:', hosts[where], '', '']);
        expect(pathname).toBe(`/${kept}/`);
        expect(readElsewhere(where, kept)).toBe(kept);
      }),
    );
  });
});
