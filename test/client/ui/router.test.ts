import { expect, test } from 'vitest';
import { routeOf } from '../../../client/ui/router.ts';

const at = (path: string) => routeOf(new URL(path, 'http://localhost'));

test('every address means a page', () => {
  expect(at('/')).toEqual({ page: 'hallway' });
  expect(at('/r/BTmViZ4n1wdHnm')).toEqual({ page: 'room', room: 'BTmViZ4n1wdHnm' });
  expect(at('/nowhere')).toEqual({ page: 'lost' });
  expect(at('/r/')).toEqual({ page: 'lost' });
});

test("the owner's token is read from the fragment, which no server sees", () => {
  expect(at('/owner#secret')).toEqual({ page: 'owner', token: 'secret' });
});
