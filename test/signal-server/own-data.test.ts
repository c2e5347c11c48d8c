import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { useServer } from './harness/fixture.ts';
import {
  picture,
  profile,
  publicKey,
  wellKnownMember,
  type WellKnownMember,
} from './harness/well-known-member.ts';

const fixture = useServer();
let member: WellKnownMember;
beforeEach(async () => {
  member = await wellKnownMember(fixture);
});

type Row = Readonly<Record<string, string | number | Buffer | null>>;
/** As it was told: what is JSON in a row is an object there. */
type Told = Readonly<Record<string, string | number | object | null>>;

const textOf = (value: Row[string] | undefined): string =>
  value instanceof Buffer ? value.toString('base64') : String(value ?? '');

/** Every row of every table there is, as it lies in the file; the server must be stopped. */
function allRows(): Record<string, Row[]> {
  const database = new Database(fixture.server.file, { readonly: true });
  const tables = database
    .prepare<[], { name: string }>(`select name from sqlite_master where type = 'table'`)
    .all()
    .map(({ name }) => name)
    .filter((name) => !/^(sqlite|kysely)_/.test(name));
  const rows = tables.map((name) => [name, database.prepare<[], Row>(`select * from "${name}"`).all()]);
  database.close();
  return Object.fromEntries(rows) as Record<string, Row[]>;
}

async function ownData(): Promise<Record<string, Told[]>> {
  const { body } = await member.ben.http('GET', '/api/me/data');
  return (body.value as { stored: Record<string, Told[]> }).stored;
}

/** Whether what was told can be of this row: it says the same, or says that it leaves something out. */
function tells(told: Told, row: Row): boolean {
  return Object.entries(told).every(([column, value]) => {
    const isLeftOut = typeof value === 'string' && value.includes('left out');
    const isJson = typeof value === 'object' && value !== null;
    return isLeftOut || isJson || textOf(row[column]) === textOf(value);
  });
}

describe('one’s own data', () => {
  it('[DATA-1] are every row of every table that has one’s ids in it', async () => {
    const data = await ownData();
    await fixture.server.stop();
    const ids = [member.himself.personId, ...member.tokenHashes, ...member.presences];
    for (const [table, rows] of Object.entries(allRows())) {
      const named = rows.filter((row) =>
        ids.some((id) => Object.values(row).some((one) => textOf(one).includes(id))),
      );
      // A table without a row about him proves nothing: whoever adds one fills it in for this member.
      if (table !== 'owner_ticket') expect([table, named.length]).not.toEqual([table, 0]);
      expect([table, data[table]?.length ?? 0]).toEqual([table, named.length]);
      for (const row of named)
        expect([table, row, data[table]?.some((told) => tells(told, row))]).toEqual([table, row, true]);
    }
    await fixture.server.start();
  });

  it('[DATA-2] say what one has written, the picture and the rooms too', async () => {
    const data = await ownData();
    expect(data['people']).toMatchObject([{ name: profile.name }]);
    expect(data['members']).toMatchObject([{ about: profile.about, instagram: profile.instagram }]);
    expect(data['pictures']).toMatchObject([{ webp: Buffer.from(picture).toString('base64') }]);
    expect(data['invites']?.map((row) => row['friend_name'])).toContain('Dora of the Docks');
    expect(data['rooms']).toContainEqual(
      expect.objectContaining({ id: member.rooms.own, title: 'Under the bridge' }),
    );
    const events = data['room_events']?.filter((row) => row['room_id'] === member.rooms.forbidden) ?? [];
    expect(events.map((row) => row['event'])).toContainEqual({
      type: 'kept-out',
      keys: [member.himself.personId, '(secret, left out)'],
      by: expect.any(String),
      at: expect.any(Number),
    });
    expect(JSON.stringify(data['room_events'])).toContain('Bart the Guest');
  });

  it('[DATA-3] have no secret in them, and nothing of others', async () => {
    const text = JSON.stringify(await ownData());
    const phoneHashes = (await fixture.server.store.invites.of(member.himself.personId, Date.now())).invites;
    expect(phoneHashes).toHaveLength(1);
    await fixture.server.stop();
    const { invites = [], sessions = [], sign_in_links: links = [] } = allRows();
    const secrets = [
      ...[...invites, ...sessions, ...links].flatMap((row) => [row['token_hash'], row['phone_hash']]),
      ...member.tokenHashes,
      publicKey.toString('base64'),
    ].filter((secret) => typeof secret === 'string');
    expect(secrets.length).toBeGreaterThan(8);
    for (const secret of secrets) expect(text).not.toContain(secret);
    await fixture.server.start();
    const { person: cleoHerself } = await member.cleo.session();
    expect(text).not.toContain('Cleo');
    // His own blocking of her is his to know, her blocking of him is hers.
    expect(text.split(String(cleoHerself?.personId))).toHaveLength(2);
  });
});
