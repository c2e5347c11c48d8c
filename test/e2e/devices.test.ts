import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/browsers.ts';
import { deepPress } from '../support/deep-press.ts';
import { autoplayIsBlocked, fallsSilent, hears, staysSilent } from '../support/hearing-expectations.ts';
import { Visitor } from '../support/people.ts';
import { quietRun } from '../support/quiet-evaluate.ts';
import { RunningServer } from '../support/running-server.ts';
import { microphoneScript } from '../support/voice-microphone.ts';

/** An init script that offers two microphones and two loudspeakers, notes which ones are asked for, and can unplug one. */
const devicesScript = `(() => {
  const devices = (window.devices = { asked: [], sinks: [], awake: [], tracks: [], refuse: undefined });
  const device = (kind, deviceId, label) => ({ kind, deviceId, label, groupId: '', toJSON() { return this; } });
  const all = [device('audioinput', 'desk', 'Desk microphone'), device('audioinput', 'headset', 'Headset'), device('audiooutput', 'box', 'Boxes'), device('audiooutput', 'ears', 'Earphones')];
  const put = (name, value) => Object.defineProperty(navigator.mediaDevices, name, { value, configurable: true });
  put('enumerateDevices', async () => all);
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  put('getUserMedia', async ({ audio }) => {
    if (devices.refuse) throw new DOMException('', devices.refuse);
    const wanted = typeof audio === 'object' && audio.deviceId ? audio.deviceId.exact : '';
    devices.asked.push(wanted);
    const stream = await ask({ audio: true });
    const [track] = stream.getAudioTracks();
    const settings = track.getSettings.bind(track);
    track.getSettings = () => ({ ...settings(), deviceId: wanted || 'desk' });
    devices.tracks.push(track);
    return stream;
  });
  const { request } = WakeLock.prototype;
  WakeLock.prototype.request = function (type) {
    devices.awake.push(type);
    return request.call(this, type);
  };
  HTMLMediaElement.prototype.setSinkId = async function (id) { devices.sinks.push(id); };
})();`;

declare global {
  interface Window {
    devices: {
      asked: string[];
      sinks: string[];
      awake: string[];
      tracks: MediaStreamTrack[];
      refuse: string | undefined;
    };
  }
}

describe('one’s own devices', () => {
  let server: RunningServer;
  let browser: Browser;
  let ana: Visitor;
  let chloe: Visitor;
  let url: string;

  beforeAll(async () => {
    server = await RunningServer.start();
    browser = await launchChromium();
    ana = await Visitor.arrive(browser, server, { scripts: [microphoneScript('ana'), devicesScript] });
    chloe = await Visitor.arrive(browser, server, { scripts: [devicesScript] });
    await ana.becomeOwner('Ana');
    url = await ana.openRoom('Devices');
    await ana.unmute();
    await chloe.join(url, 'Chloe');
    await hears(chloe.page, 'ana');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const settings = async (visitor: Visitor) => {
    await visitor.button('More').first().click();
    await visitor.page.getByRole('menuitem', { name: 'Settings' }).click();
    await visitor.page.getByRole('dialog', { name: 'Settings' }).waitFor();
    return visitor.page;
  };

  test('[DEVICE-1] the chosen microphone is used at once, goes on being heard, and survives a reload', async () => {
    const page = await settings(ana);
    await page.getByRole('combobox', { name: 'Microphone' }).selectOption({ label: 'Headset' });
    await expect.poll(() => ana.page.evaluate(() => window.devices.asked.at(-1))).toBe('headset');
    await ana.page.keyboard.press('Escape');
    await hears(chloe.page, 'ana');
    await ana.page.reload();
    await ana.button('Join').click();
    await expect.poll(() => ana.page.evaluate(() => window.devices.asked)).toEqual(['headset']);
    await ana.unmute();
    await hears(chloe.page, 'ana');
  });

  test('[DEVICE-2] the chosen loudspeaker is used for every voice, and survives a reload', async () => {
    const page = await settings(chloe);
    await page.getByRole('combobox', { name: 'Loudspeaker' }).selectOption({ label: 'Earphones' });
    await expect.poll(() => chloe.page.evaluate(() => window.devices.sinks.at(-1))).toBe('ears');
    await chloe.page.reload();
    await chloe.button('Join').click();
    await expect.poll(() => chloe.page.evaluate(() => window.devices.sinks)).toContain('ears');
    await hears(chloe.page, 'ana');
  });

  test('[DEVICE-3] a microphone that is unplugged mutes, is said, and another can be chosen', async () => {
    const silence = fallsSilent(chloe.page);
    await ana.page.evaluate(() => {
      const track = window.devices.tracks.at(-1);
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    });
    await silence;
    await ana.page
      .getByText(/microphone/i)
      .filter({ hasText: /unplugged|gone|lost/i })
      .first()
      .waitFor();
    await chloe.person('Ana', 'muted').first().waitFor();
    await ana.unmute();
    await hears(chloe.page, 'ana');
  });

  test('[DEVICE-4] a blocked microphone is explained, and one can listen all the same', async () => {
    await ana.page.addInitScript(
      'addEventListener("DOMContentLoaded", () => (window.devices.refuse = "NotAllowedError"))',
    );
    await ana.page.reload();
    await ana.button('Join').click();
    await ana.page
      .getByText(/blocked the microphone/i)
      .first()
      .waitFor();
    await ana.person('Ana', 'moderator', 'muted').first().waitFor();
  });

  test('[DEVICE-7] the screen stays on and the system knows the room, for as long as one is in it', async () => {
    const known = () =>
      chloe.page.evaluate(() => [
        navigator.mediaSession.metadata?.title ?? '',
        navigator.mediaSession.playbackState,
      ]);
    expect(await known()).toEqual(['Devices', 'playing']);
    expect(await chloe.page.evaluate(() => window.devices.awake)).toContain('screen');
    await chloe.button('Leave quietly').click();
    await expect.poll(known).toEqual(['', 'none']);
    await chloe.button('Join again').click();
    await chloe.button('Leave quietly').waitFor();
  });

  test('[DEVICE-5] the newest of two tabs wins, and the older one falls silent and says why', async () => {
    const second = await chloe.context.newPage();
    const silence = fallsSilent(chloe.page);
    await second.goto(url);
    await second.getByRole('button', { name: 'Join', exact: true }).click();
    await second.getByRole('button', { name: 'Leave quietly', exact: true }).waitFor();
    await chloe.page
      .getByText(/another tab|other tab|newer tab|tab or device/i)
      .first()
      .waitFor();
    await silence;
    await staysSilent(chloe.page, { forMs: 1_000 });
    await second.close();
  });
});

test('[DEVICE-6] a browser that plays nothing before a touch offers *Tap to listen*', async () => {
  const server = await RunningServer.start();
  const browser = await launchChromium({ autoplay: false });
  try {
    const ana = await Visitor.arrive(browser, server, { scripts: [microphoneScript('ana')] });
    const chloe = await Visitor.arrive(browser, server);
    await ana.becomeOwner('Ana');
    const url = await ana.openRoom('Autoplay');
    await ana.unmute();
    await chloe.join(url, 'Chloe');
    await chloe.page.reload();
    // Pressed by script: no gesture of a person, so the browser holds the sound back.
    await expect.poll(() => quietRun(chloe.page, deepPress, { name: 'Join' })).toBe(true);
    await autoplayIsBlocked(chloe.page);
    // Only then with a locator: looking for something counts as a touch too, and the voice would play without the button.
    const offered = { name: 'Tap to listen', looks: true };
    await expect.poll(() => quietRun(chloe.page, deepPress, offered)).toBe(true);
    await chloe.button('Tap to listen').click();
    await hears(chloe.page, 'ana');
    await chloe.button('Tap to listen').waitFor({ state: 'hidden' });
  } finally {
    await browser.close();
    await server.close();
  }
});
