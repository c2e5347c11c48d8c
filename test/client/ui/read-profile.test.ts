import { expect, test } from 'vitest';
import { readProfile } from '../../../client/ui/read-profile.ts';

const typed = { handle: 'ana', name: 'Ana', about: '', instagram: '', linkedin: '' };

test('a profile is read as the server keeps it', () => {
  const read = readProfile({
    handle: ' @Ana_B ',
    name: '  Ana Berger ',
    about: 'One line \r\n\r\n\r\n\r\nand another',
    instagram: 'https://www.instagram.com/ana.b/?hl=de',
    linkedin: 'ana-berger',
  });
  expect(read).toEqual({
    text: {
      handle: 'ana_b',
      name: 'Ana Berger',
      about: 'One line\n\nand another',
      instagram: 'ana.b',
      linkedin: 'in/ana-berger',
    },
  });
});

test('all that is wrong is said at once, each beside its field', () => {
  const read = readProfile({
    handle: 'ana berger',
    name: ' ',
    about: 'x'.repeat(301),
    instagram: 'https://elsewhere.example/ana',
    linkedin: 'javascript:alert(1)/in/ana',
  });
  expect(read).toEqual({
    faults: {
      handle: 'wrong-letters',
      name: 'empty',
      about: 'too-long',
      instagram: 'elsewhere',
      linkedin: 'elsewhere',
    },
  });
});

test('only what is wrong is complained of', () => {
  expect(readProfile(typed)).toEqual({ text: typed });
  expect(readProfile({ ...typed, handle: 'admin' })).toEqual({ faults: { handle: 'reserved' } });
  expect(readProfile({ ...typed, about: 'all\u202Eright' })).toEqual({
    faults: { about: 'control-characters' },
  });
});
