import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, EmptySite } from '../support/bare-call.ts';
import { findFirefox, launchChromium, launchFirefox } from '../support/browsers.ts';
import {
  autoplayIsBlocked,
  fallsSilent,
  getsLoud,
  hears,
  hearsNot,
  neverHears,
  staysSilent,
} from '../support/hearing-expectations.ts';
import { isSilent, loudness, similarity, startListening, stopListening } from '../support/hearing.ts';
import { quietEvaluate, quietRun } from '../support/quiet-evaluate.ts';
import { microphoneScript } from '../support/voice-microphone.ts';
import { voiceEnvelope, voiceFile } from '../support/voices.ts';

const audioStates = {
  playing:
    'audio.muted = false; audio.volume = 1; audio.srcObject.getTracks()[0].enabled = true; audio.play();',
  muted: 'audio.muted = true;',
  volumeZero: 'audio.volume = 0;',
  paused: 'audio.pause();',
  disabled: 'audio.srcObject.getTracks()[0].enabled = false;',
} as const;

describe('hearing', { timeout: 60_000 }, () => {
  let site: EmptySite;
  let browser: Browser;
  const pages: Page[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([
      EmptySite.open(),
      voiceFile('ana').then((voice) => launchChromium({ voice })),
    ]);
  }, 300_000);
  afterEach(async () => await Promise.all(pages.splice(0).map((page) => page.context().close())));
  afterAll(async () => {
    site?.close();
    await browser?.close();
  });

  const visit = async (...scripts: readonly string[]): Promise<Page> => {
    const page = await site.visit(browser, ...scripts);
    pages.push(page);
    return page;
  };
  const setAudio = async (page: Page, state: keyof typeof audioStates): Promise<unknown> =>
    await quietEvaluate(page, `for (const audio of bareAudio) { ${audioStates[state]} }`);

  it('recognises a voice that came over WebRTC through noise suppression, and no other one', async () => {
    const [ana, listener] = [await visit(), await visit()];
    await call(ana, listener);
    await hears(listener, 'ana');
    await startListening(listener);
    await neverHears(listener, 'ben', { forMs: 6000 });
    // Still the same voice, in a window of its own: over a long recording a busy machine lets the two clocks slip apart.
    await hears(listener, 'ana');
    const heard = await stopListening(listener);
    for (const other of ['ben', 'chloe', 'dario'] as const)
      expect(similarity(heard.mix, voiceEnvelope(other)), other).toBeLessThan(0.4);
    expect(loudness(heard)).toBeGreaterThan(-40);
    expect(isSilent(heard)).toBe(false);
  });

  it('hears nothing of an element that is muted, at volume 0, paused, or whose track is disabled', async () => {
    const [ana, listener] = [await visit(), await visit()];
    await call(ana, listener);
    await hears(listener, 'ana');
    for (const state of ['muted', 'volumeZero', 'paused', 'disabled'] as const) {
      const silence = fallsSilent(listener, { withinMs: 2000 });
      await setAudio(listener, state);
      expect(await silence, state).toBeLessThan(1000);
      await staysSilent(listener, { forMs: 500 });
      await setAudio(listener, 'playing');
      await getsLoud(listener);
    }
    await setAudio(listener, 'muted');
    await hearsNot(listener, 'ana');
    await expect(hears(listener, 'ana', { withinMs: 4000 })).rejects.toThrow(
      /ana was not heard .* muted at -120 dBFS/,
    );
  });

  it('recognises two people who speak at once', async () => {
    const [ana, ben, listener] = [await visit(), await visit(microphoneScript('ben')), await visit()];
    await call(ana, listener);
    await call(ben, listener);
    await Promise.all([
      hears(listener, 'ana'),
      hears(listener, 'ben'),
      neverHears(listener, 'chloe', { forMs: 5000 }),
    ]);
  });

  it('tells when the autoplay policy keeps an element from playing, until the page is clicked', async () => {
    const strict = await launchChromium({ autoplay: false });
    try {
      const [ana, listener] = [await visit(), await site.visit(strict)];
      await call(ana, listener);
      await autoplayIsBlocked(listener);
      await staysSilent(listener, { forMs: 1000 });
      await listener.getByRole('button').click();
      await quietRun(listener, async () => await window.bareAudio?.[0]?.play(), undefined);
      await hears(listener, 'ana');
    } finally {
      await strict.close();
    }
  });

  it('works in Firefox too, which speaks with a voice of its own', async ({ skip }) => {
    const { reason } = await findFirefox();
    if (reason !== undefined) return skip(reason);
    const firefox = await launchFirefox();
    try {
      const chloe = await visit(microphoneScript('chloe'));
      const dario = await site.visitFirefox(firefox, microphoneScript('dario'));
      await call(dario, chloe);
      await call(chloe, dario);
      await Promise.all([hears(chloe, 'dario'), hears(dario, 'chloe')]);
      await neverHears(dario, 'dario', { forMs: 4000 });
    } finally {
      await firefox.close();
    }
  });
});
