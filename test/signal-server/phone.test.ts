import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPhoneKey } from '../../signal-server/identity/phone-key.ts';
import { hashPhoneNumber, readPhoneNumber } from '../../signal-server/identity/phone-numbers.ts';
import { StoreUnusable } from '../../signal-server/store/store-errors.ts';

describe('a phone number', () => {
  const read = (phone: string, country = 'DE') => readPhoneNumber({ phone, country })?.international;

  it('[INV-13] is the same in every way in which it is written', () => {
    for (const phone of [
      '0151 23456789',
      '0151/234-56789',
      '(0151) 23456789',
      '+49 151 23456789',
      '+49 (0)151 23456789',
      '0049 151 23456789',
      // As contacts copy it, between marks for the direction of text.
      '\u202a+49 151 23456789\u202c',
      ' 0151\u00a023456789 ',
      '٠١٥١ ٢٣٤٥٦٧٨٩',
    ])
      expect([phone, read(phone)]).toEqual([phone, '+4915123456789']);
  });

  it('[INV-13] is of the country it names, else of the one it is typed in', () => {
    expect(read('+1 212 555 0123', 'DE')).toBe('+12125550123');
    expect(read('212 555 0123', 'US')).toBe('+12125550123');
    expect(read('+1 212 555 0123', '')).toBe('+12125550123');
    // No country of this world.
    expect(read('+1 212 555 0123', 'ZZ')).toBe('+12125550123');
    expect(read('212 555 0123', 'ZZ')).toBeUndefined();
  });

  it('[INV-13] is none when it is too short, too long, or something else', () => {
    for (const phone of [
      '',
      '   ',
      '+',
      '110',
      '+49',
      '01',
      `0151 ${'2'.repeat(60)}`,
      'my number is 0151 23456789',
    ])
      expect([phone, read(phone)]).toEqual([phone, undefined]);
  });

  it('[INV-17] is kept as a hash that another key would not make', () => {
    const number = readPhoneNumber({ phone: '0151 23456789', country: 'DE' });
    if (!number) throw new Error();
    // printf '+4915123456789' | openssl dgst -sha256 -hmac parley -binary | basenc --base64url
    expect(hashPhoneNumber(Buffer.from('parley'), number)).toBe(
      'iDysNTJzzJk5jXsDgZ6Yp7xWHtWe7_HRO7rrmBMfytw',
    );
    expect(hashPhoneNumber(Buffer.from('another'), number)).not.toBe(
      'iDysNTJzzJk5jXsDgZ6Yp7xWHtWe7_HRO7rrmBMfytw',
    );
  });
});

describe('the key for phone numbers', () => {
  let folder = '';
  const file = () => path.join(folder, 'phone.key');
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'parley-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('[INV-18] is made once, for nobody else to read, and then is the same', () => {
    const key = readPhoneKey(folder);
    expect(key).toHaveLength(32);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['phone.key']);
    expect(Buffer.compare(readPhoneKey(folder), key)).toBe(0);
    expect(Buffer.compare(readFileSync(file()), key)).toBe(0);
  });

  it('[INV-18] is another one for every server', () => {
    const key = readPhoneKey(folder);
    rmSync(file());
    expect(Buffer.compare(readPhoneKey(folder), key)).not.toBe(0);
  });

  it('[INV-18] is made anew where a crash left it unfinished', () => {
    writeFileSync(`${file()}.new`, 'half');
    expect(readPhoneKey(folder)).toHaveLength(32);
    expect(readdirSync(folder)).toEqual(['phone.key']);
  });

  const damages: Record<string, () => void> = {
    'too short': () => writeFileSync(file(), Buffer.alloc(31)),
    'too long': () => writeFileSync(file(), Buffer.alloc(33)),
    empty: () => writeFileSync(file(), ''),
    'a folder': () => mkdirSync(file()),
    'in no folder': () => rmSync(folder, { recursive: true }),
  };
  for (const [damage, inflict] of Object.entries(damages)) {
    it(`[INV-18] that is ${damage} is refused in one line that names it, and left as it is`, () => {
      inflict();
      const before = size(file());
      expect(() => readPhoneKey(folder)).toThrow(StoreUnusable);
      expect(() => readPhoneKey(folder)).toThrow(`The key ${file()} cannot be used: `);
      expect(() => readPhoneKey(folder)).not.toThrow(/\n/);
      expect(size(file())).toBe(before);
    });
  }
});

function size(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}
