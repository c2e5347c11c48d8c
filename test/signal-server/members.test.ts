import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { MemberCard, Profile } from '../../shared/protocol/members.ts';
import type { Person } from '../../shared/room/state.ts';
import { lossy, metadata, somePicture, webp } from '../support/webp.ts';
import { useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';

const fixture = useServer();
const refusal = (reason: string) => ({ ok: false, reason });
const granted = (value: unknown) => ({ ok: true, value });

/** The server's owner and a member whom she invited. */
async function anaAndBen() {
  const [ana, ben] = [fixture.browser(), fixture.browser()];
  await ana.becomeOwner('Ana');
  const [{ person }, benHimself] = [await ana.session(), await ben.joinAs('Ben')];
  // She has just become it.
  return { ana, ben, anaHerself: person as Person, benHimself };
}

const idOf = ({ personId }: Person) => `/api/members/id:${personId}`;
const profile = async (browser: TestBrowser, who: string) =>
  (await browser.http('GET', `/api/members/${who}`)).body.value as Profile;
const handles = async (browser: TestBrowser, url: string) =>
  ((await browser.http('GET', url)).body.value as MemberCard[]).map(({ handle }) => handle);

const text = { handle: 'ben', name: 'Ben', about: '', instagram: '', linkedin: '' };

describe('profiles', () => {
  it('[MEM-1] are found by handle and by person, and say who invited whom and who follows', async () => {
    const { ana, ben, anaHerself, benHimself } = await anaAndBen();
    const seen = await profile(ana, 'Ben');
    expect(seen).toEqual({
      ...text,
      personId: benHimself.personId,
      picture: null,
      joinedAt: expect.any(Number),
      invitedBy: { personId: anaHerself.personId, handle: 'ana', name: 'Ana', picture: null },
      followers: 0,
      following: 1,
      you: false,
      followed: false,
      followsYou: true,
      blocked: false,
    });
    expect(await profile(ana, `id:${benHimself.personId}`)).toEqual(seen);
    expect(await profile(ben, 'ana')).toMatchObject({ invitedBy: null, followed: true, followers: 1 });
    expect(await profile(ben, 'ben')).toMatchObject({ you: true });
    for (const nobody of ['nobody', 'id:nobody-here', 'admin', 'id:', '%00', 'x'.repeat(300)]) {
      const answer = await ana.http('GET', `/api/members/${nobody}`);
      expect([answer.status, answer.body]).toEqual([404, refusal('no-such-member')]);
    }
  });

  it('[MEM-8] are for members only', async () => {
    const { benHimself } = await anaAndBen();
    const guest = fixture.browser();
    const paths = [
      ['GET', '/api/members/ben'],
      ['GET', `${idOf(benHimself)}/followers`],
      ['PUT', `${idOf(benHimself)}/follow`],
      ['PUT', `${idOf(benHimself)}/block`],
      ['PUT', '/api/me'],
      ['PUT', '/api/me/picture'],
      ['GET', '/api/me/blocked'],
      ['GET', '/api/me/data'],
      ['DELETE', '/api/me'],
    ] as const;
    for (const [method, path] of paths) {
      const answer = await guest.http(method, path, method === 'GET' ? undefined : {});
      expect([path, answer.status, answer.body]).toEqual([path, 401, refusal('not-signed-in')]);
    }
    const host = fixture.browser();
    await host.joinAs('Cleo');
    await guest.enter(await host.openRoom(), 'Gus');
    for (const [method, path] of paths) {
      const answer = await guest.http(method, path, method === 'GET' ? undefined : {});
      expect([path, answer.status, answer.body]).toEqual([path, 403, refusal('members-only')]);
    }
  });

  it('[MEM-2] are changed by oneself, as they are read: trimmed, and only names of the other places', async () => {
    const { ana, ben } = await anaAndBen();
    const answer = await ben.http('PUT', '/api/me', {
      handle: '@Benny',
      name: ' Ben N. ',
      about: '  Sings.\r\n\r\n\r\n\r\nOn bridges. ',
      instagram: 'https://www.instagram.com/ben.sings/?hl=en',
      linkedin: 'linkedin.com/in/ben-sings',
    });
    expect(answer.body).toMatchObject(granted({ person: { name: 'Ben N.', handle: 'benny' } }));
    expect(await profile(ana, 'benny')).toMatchObject({
      name: 'Ben N.',
      about: 'Sings.\n\nOn bridges.',
      instagram: 'ben.sings',
      linkedin: 'in/ben-sings',
    });
    expect((await ana.http('GET', '/api/members/ben')).status).toBe(404);
  });

  it('[MEM-2] a handle that is taken is refused', async () => {
    const { ben } = await anaAndBen();
    const answer = await ben.http('PUT', '/api/me', { ...text, handle: 'ANA' });
    expect([answer.status, answer.body]).toEqual([409, refusal('handle-taken')]);
  });

  it('[MEM-9] what cannot be is refused with the names of the fields, and changes nothing', async () => {
    const { ben } = await anaAndBen();
    const wrong = {
      handle: 'admin',
      name: '\u202eneB',
      about: 'x'.repeat(301),
      instagram: 'https://evil.example/ben',
      linkedin: 'javascript:alert(1)',
    };
    for (const [field, value] of Object.entries(wrong)) {
      const answer = await ben.http('PUT', '/api/me', { ...text, [field]: value });
      expect([answer.status, answer.body]).toEqual([400, { ...refusal('malformed'), fields: [field] }]);
    }
    const all = await ben.http('PUT', '/api/me', wrong);
    expect(all.body).toEqual({ ...refusal('malformed'), fields: Object.keys(wrong) });
    for (const body of [{}, [], 'none', { ...text, more: 1 }, { ...text, about: null }])
      expect((await ben.http('PUT', '/api/me', body)).body).toMatchObject(refusal('malformed'));
    expect(await profile(ben, 'ben')).toMatchObject(text);
  });
});

describe('following and blocking', () => {
  it('[MEM-3] a member follows and unfollows; both see who follows whom', async () => {
    const { ana, ben, anaHerself, benHimself } = await anaAndBen();
    const follow = `${idOf(benHimself)}/follow`;
    for (let times = 0; times < 2; times += 1)
      expect((await ana.http('PUT', follow)).body).toEqual(granted(null));
    expect(await handles(ben, `${idOf(benHimself)}/followers`)).toEqual(['ana']);
    expect(await handles(ben, `${idOf(anaHerself)}/following`)).toEqual(['ben']);
    expect(await profile(ana, 'ben')).toMatchObject({ followed: true, followsYou: true, followers: 1 });
    expect((await ana.http('DELETE', follow)).body).toEqual(granted(null));
    expect(await profile(ana, 'ben')).toMatchObject({ followed: false, followers: 0 });
    const self = await ana.http('PUT', `${idOf(anaHerself)}/follow`);
    expect([self.status, self.body]).toEqual([403, refusal('not-allowed')]);
    expect((await ana.http('PUT', '/api/members/id:nobody-here/follow')).body).toEqual(
      refusal('no-such-member'),
    );
  });

  it('[MEM-4] who is blocked finds no such member, follows no more, and can block as well', async () => {
    const { ana, ben, anaHerself, benHimself } = await anaAndBen();
    await ana.http('PUT', `${idOf(benHimself)}/follow`);
    expect((await ana.http('PUT', `${idOf(benHimself)}/block`)).body).toEqual(granted(null));
    expect(await profile(ana, 'ben')).toMatchObject({ blocked: true, followed: false, followsYou: false });
    expect(await handles(ana, '/api/me/blocked')).toEqual(['ben']);
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/followers'],
      ['GET', '/following'],
      ['PUT', '/follow'],
      ['DELETE', '/follow'],
    ] as const) {
      const answer = await ben.http(method, `${idOf(anaHerself)}${path}`);
      expect([path, answer.status, answer.body]).toEqual([path, 404, refusal('no-such-member')]);
    }
    expect((await ben.http('GET', '/api/members/ana')).status).toBe(404);
    expect((await ana.http('PUT', `${idOf(benHimself)}/follow`)).body).toEqual(refusal('not-allowed'));
    expect((await ben.http('PUT', `${idOf(anaHerself)}/block`)).body).toEqual(granted(null));
    expect((await ana.http('PUT', `${idOf(anaHerself)}/block`)).body).toEqual(refusal('not-allowed'));
    for (const [browser, whom] of [
      [ana, benHimself],
      [ben, anaHerself],
    ] as const)
      expect((await browser.http('DELETE', `${idOf(whom)}/block`)).body).toEqual(granted(null));
    expect((await ben.http('PUT', `${idOf(anaHerself)}/follow`)).body).toEqual(granted(null));
  });

  it('[MEM-4] who has blocked one is in no list one sees, and no profile names them as its inviter', async () => {
    const { ana, ben, anaHerself, benHimself } = await anaAndBen();
    const cleo = fixture.browser();
    const cleoHerself = await cleo.joinAs('Cleo');
    await cleo.http('PUT', `${idOf(benHimself)}/follow`);
    await ana.http('PUT', `${idOf(cleoHerself)}/block`);
    await ana.http('PUT', `${idOf(benHimself)}/follow`);
    expect(await handles(ben, `${idOf(benHimself)}/followers`)).toEqual(['ana', 'cleo']);
    expect(await handles(cleo, `${idOf(benHimself)}/followers`)).toEqual(['cleo']);
    expect(await handles(cleo, `${idOf(benHimself)}/following`)).toEqual([]);
    expect((await profile(cleo, 'ben')).invitedBy).toBeNull();
    expect((await profile(ben, 'cleo')).invitedBy?.handle).toBe(anaHerself.handle);
  });
});

describe('pictures', () => {
  const put = (browser: TestBrowser, body: unknown, type = 'image/webp') =>
    browser.http('PUT', '/api/me/picture', body, { 'content-type': type });

  it('[MEM-5] are served by their name to whoever knows it, for long, as nothing but a picture', async () => {
    const { ana, ben } = await anaAndBen();
    const info = (await put(ben, somePicture())).body.value as { person: Person };
    const { picture } = info.person;
    expect(picture).toMatch(/^[0-9a-f]{64}$/);
    expect(await profile(ana, 'ben')).toMatchObject({ picture });
    const served = await fixture.server.http('GET', `/pictures/${picture}.webp`);
    expect(served.status).toBe(200);
    expect(new Uint8Array(served.bytes)).toEqual(somePicture());
    expect(served.headers).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    for (const other of ['', '.png', '.webp.html', '.webp/', '.WEBP', '.svg'])
      expect((await fixture.server.http('GET', `/pictures/${picture}${other}`)).status).toBe(404);
  });

  it('[MEM-5] that are taken away or replaced are not there any more', async () => {
    const { ben } = await anaAndBen();
    const name = async () => (await ben.session()).person?.picture;
    await put(ben, somePicture(1));
    const first = await name();
    await put(ben, somePicture(2));
    const second = await name();
    expect(second).not.toBe(first);
    expect((await ben.http('DELETE', '/api/me/picture')).body).toMatchObject({ ok: true });
    expect(await name()).toBeUndefined();
    for (const gone of [first, second, 'a'.repeat(64)]) {
      const { status, headers } = await fixture.server.http('GET', `/pictures/${gone}.webp`);
      expect([status, headers['cache-control']]).toEqual([404, 'no-store']);
    }
  });

  it('[MEM-6] that are none, or of another size or type, are refused', async () => {
    const { ben } = await anaAndBen();
    for (const [body, type, status, reason] of [
      ['<svg onload=alert(1)>', 'image/webp', 415, 'not-an-image'],
      [somePicture(), 'image/png', 415, 'not-an-image'],
      [JSON.stringify({ picture: 1 }), 'application/json', 415, 'not-an-image'],
      [webp(lossy(300, 300)), 'image/webp', 422, 'wrong-size'],
    ] as const) {
      const answer = await put(ben, body, type);
      expect([answer.status, answer.body]).toEqual([status, refusal(reason)]);
    }
    expect((await ben.session()).person?.picture).toBeUndefined();
  });

  it('[MEM-6] of more than 48 kB are refused', async () => {
    const { ben } = await anaAndBen();
    for (const length of [49_200, 70_000, 200_000]) {
      const answer = await put(ben, webp(lossy(), metadata('EXIF', 'x'.repeat(length))));
      expect([length, answer.status, answer.body]).toEqual([length, 413, refusal('too-large')]);
    }
    expect((await put(ben, webp(lossy(), metadata('EXIF', 'x'.repeat(48_000))))).status).toBe(200);
  });

  for (const [how, header] of [
    ['says so', 'content-length: 52428800'],
    ['does not say so', 'transfer-encoding: chunked'],
  ] as const) {
    it(`[MEM-10] an upload of 50 MB that ${how} is cut off before much of it has come`, async () => {
      const { ben } = await anaAndBen();
      const { port, url } = fixture.server;
      const socket = connect(port, '127.0.0.1');
      // What is cut off while it is being written is an error to whoever writes.
      socket.on('error', () => undefined);
      let heard = '';
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      const closed = new Promise((resolve) => socket.once('close', resolve));
      const head = ['PUT /api/me/picture HTTP/1.1', `host: 127.0.0.1:${port}`, `origin: ${url}`];
      const type = 'content-type: image/webp';
      socket.write([...head, `cookie: ${ben.cookie}`, type, header, '', ''].join('\r\n'));
      if (how === 'says so') {
        await once(socket, 'data');
        expect(heard).toMatch(/^HTTP\/1\.1 413 [^]*"too-large"/);
      }
      const part = Buffer.alloc(0x10000);
      const chunk =
        how === 'says so' ? part : Buffer.concat([Buffer.from('10000\r\n'), part, Buffer.from('\r\n')]);
      let sent = 0;
      while (!socket.destroyed && sent < 800) {
        sent += 1;
        if (!socket.write(chunk))
          await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
      }
      await closed;
      expect(sent).toBeLessThan(800);
      expect((await ben.session()).person?.picture).toBeUndefined();
    });
  }
});
