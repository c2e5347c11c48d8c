import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browsers.ts';
import { median, report } from '../support/figures.ts';
import { Visitor } from '../support/people.ts';
import { RunningServer } from '../support/running-server.ts';
import { voiceFile } from '../support/voices.ts';
import { BareRoom } from './bare-room.ts';
import { firstAudioScript, joinAndMeasure } from './first-audio.ts';

/** From pressing *Join* to the first audio decoded, beside the least that WebRTC and a relay can do. The two in turn, seven times. */
const RUNS = 7;

const server = await RunningServer.start();
const bare = await BareRoom.open();
const speaking = await launchChromium({ voice: await voiceFile('ana') });
const joining = await launchChromium();
try {
  const owner = await Visitor.arrive(speaking, server);
  await owner.becomeOwner('Ana');
  const url = await owner.openRoom('Join bench');
  await owner.unmute();
  const bareSpeaker = await (await speaking.newContext({ permissions: ['microphone'] })).newPage();
  await bareSpeaker.goto(bare.url('speaker'));
  await bareSpeaker.waitForFunction(() => document.title === 'ready');

  const joinMs: number[] = [];
  const bareMs: number[] = [];
  // The first of each warms up what a second visitor finds warm: not counted.
  for (let run = 0; run <= RUNS; run += 1) {
    const [ours, theirs] = [await joinParley(joining, url, `Guest ${run}`), await joinBare(joining)];
    if (run === 0) continue;
    joinMs.push(ours);
    bareMs.push(theirs);
  }
  const figures = { ratio: median(joinMs) / median(bareMs), joinMs: median(joinMs), bareMs: median(bareMs) };
  const rows = joinMs.map((ms, index) => ({
    run: index + 1,
    'Parley, ms': ms,
    'bare, ms': bareMs[index] ?? 0,
  }));
  report('join', rows, figures, [{ figure: 'ratio', atMost: 1.3 }]);
} finally {
  await Promise.all([speaking.close(), joining.close(), bare.close()]);
  await server.close();
}

async function joinParley(browser: Browser, url: string, name: string): Promise<number> {
  const visitor = await Visitor.arrive(browser, server, { scripts: [firstAudioScript] });
  await visitor.look(url);
  await visitor.page.getByRole('textbox', { name: 'Your name' }).fill(name);
  const ms = await joinAndMeasure(visitor.page);
  await visitor.button('Leave quietly').click();
  await visitor.close();
  return ms;
}

async function joinBare(browser: Browser): Promise<number> {
  const context = await browser.newContext();
  await context.addInitScript({ content: firstAudioScript });
  const page = await context.newPage();
  await page.goto(bare.url('joiner'));
  const ms = await joinAndMeasure(page);
  await context.close();
  return ms;
}
