import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { countingScript } from '../support/dishonest-page.ts';
import { hears, hearsNot } from '../support/hearing-expectations.ts';
import { Visitor } from '../support/people.ts';
import { RunningServer } from '../support/running-server.ts';
import { microphoneScript } from '../support/voice-microphone.ts';

describe('when the server dies in the middle of a conversation', () => {
  let server: RunningServer;
  let browser: Browser;
  let ana: Visitor;
  let ben: Visitor;
  let chloe: Visitor;
  let url: string;

  beforeAll(async () => {
    server = await RunningServer.start();
    browser = await launchChromium();
    ana = await Visitor.arrive(browser, server, { scripts: [microphoneScript('ana')] });
    ben = await Visitor.arrive(browser, server, { scripts: [microphoneScript('ben')] });
    chloe = await Visitor.arrive(browser, server, { scripts: [countingScript] });
    await ana.becomeOwner('Ana');
    url = await ana.openRoom('Outliving the server');
    await ana.unmute();
    await ben.join(url, 'Ben');
    await ana.choose('Ben', 'Bring on stage');
    await ben.answer('Come on stage?', 'Accept');
    await ben.unmute();
    await chloe.join(url, 'Chloe');
    await chloe.button('Raise hand').click();
    await chloe.button('Lower hand').waitFor();
    await Promise.all([hears(chloe.page, 'ana'), hears(chloe.page, 'ben'), hears(ana.page, 'ben')]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('[LIVE-1] nobody’s audio stops, and the pages say that the conversation goes on', async () => {
    await server.kill();
    await Promise.all(
      [ana, ben, chloe].map(({ page }) =>
        page
          .getByText(/conversation goes on/i)
          .first()
          .waitFor(),
      ),
    );
    await Promise.all([
      hears(chloe.page, 'ana'),
      hears(chloe.page, 'ben'),
      hears(ben.page, 'ana'),
      hears(ana.page, 'ben'),
    ]);
  });

  test('[LIVE-2] one’s own mute acts at once even then', async () => {
    await ben.button('Mute').first().click();
    await ben.button('Unmute').first().waitFor();
    await hearsNot(chloe.page, 'ben');
  });

  test('[LIVE-3] within 3 s of its return roster, roles, mutes and hands are as before and moderation works', async () => {
    const connections = () => chloe.page.evaluate(() => window.dishonest.connections.length);
    const before = await connections();
    await server.start();
    const back = performance.now();
    await ana.page
      .getByText(/conversation goes on/i)
      .first()
      .waitFor({ state: 'hidden' });
    await ana.person('Ben', 'speaker', 'muted').first().waitFor();
    await ana.page.getByRole('list', { name: 'Raised hands' }).getByText('Chloe').first().waitFor();
    expect(performance.now() - back).toBeLessThan(3_000);
    await ana.choose('Chloe', 'Bring on stage');
    await chloe.answer('Come on stage?', 'Not now');
    await Promise.all([hears(chloe.page, 'ana'), hears(ben.page, 'ana')]);
    expect(await connections()).toBe(before);
  });

  test('[LIVE-4] a lock and a ban survive it too', async () => {
    await ana.choose('Chloe', 'Remove from room');
    await ana.answer(/^Remove /, 'Remove');
    await chloe.page
      .getByText(/Ana removed you/)
      .first()
      .waitFor();
    await ana.button('More').click();
    await ana.page.getByRole('menuitem', { name: 'Lock the room' }).click();
    await ana.page.getByText(/2 here · locked/).waitFor();
    await server.kill();
    await server.start();
    await chloe.page.reload();
    await chloe.page.getByText('You were removed from this room and cannot come back.').waitFor();
    expect(await chloe.button('Join').count()).toBe(0);
    const dario = await Visitor.arrive(browser, server);
    await dario.page.goto(url);
    await dario.page.getByRole('heading', { name: 'The room is locked.' }).waitFor();
    await dario.button('Knock').waitFor();
    expect(await dario.button('Join').count()).toBe(0);
  });

  test('[LIVE-8] whoever is inside can be refused and can leave without it, and reads of it in their language', async () => {
    await ana.button('More').click();
    await ana.page.getByRole('menuitem', { name: 'Unlock the room' }).click();
    const gast = await Visitor.arrive(browser, server, { locale: 'de-DE' });
    const unreachable = gast.page.getByText('Der Server ist nicht erreichbar. Prüf deine Verbindung').first();
    await gast.page.goto(url);
    await gast.page.getByRole('textbox', { name: 'Dein Name' }).fill('Gast');
    await gast.button('Beitreten').click();
    await gast.page.waitForFunction(() => customElements.get('room-ended'));
    await ana.button('More').click();
    await ana.page.getByRole('menuitem', { name: 'Lock the room' }).click();
    await gast.page.getByText('Der Raum ist jetzt abgeschlossen.').first().waitFor();
    await server.kill();
    await gast.button('Hand heben').click();
    await unreachable.waitFor();
    await gast.button('Leise gehen').click();
    await gast.page.getByRole('heading', { name: 'Du bist leise gegangen.' }).waitFor();
    await gast.button('Wieder beitreten').click();
    await unreachable.waitFor();
  });
});
