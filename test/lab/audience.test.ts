import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { BrowserProcesses } from '../support/browser-processes.ts';
import { launchChromium } from '../support/browsers.ts';
import { frameMs } from '../support/envelopes.ts';
import {
  describeHeard,
  framesHeard,
  type Heard,
  heardSince,
  startListening,
  similarity,
} from '../support/hearing.ts';
import { Visitor } from '../support/people.ts';
import { carryingScript, placeOf } from '../support/placed-people.ts';
import { RunningServer } from '../support/running-server.ts';
import { microphoneInTurns } from '../support/voice-microphone.ts';
import { voiceEnvelope, type VoiceName } from '../support/voices.ts';

/** How many children a forwarder of this room carries; nobody else carries any. */
const CHILDREN = 2;
const PATIENCE_MS = 30_000;
/** On a machine that is slow, or busy, sound is late here and there; then the next turn has to do. */
const HEARD_WITHIN_MS = 90_000;
const WAITING = { timeout: PATIENCE_MS, interval: 1_000 };

/** Whoever two children have lost, as on a busy machine, is given nobody for a minute. */
const CARRIES_AGAIN = { ...WAITING, timeout: 90_000 };

/** Those of the voices that talk slowly: what a busy machine does to them is less than a syllable. */
const VOICES = ['chloe', 'ben'] as const;

/**
 * Ana and Ben take turns, and then nobody says anything for as long, as in many a conversation. (Two who talked all the time would keep the two cores of a
 * small machine busy with nothing but packets.)
 */
const TURN_S = 3.6;
const TURNS = 4;
/** Wherever it begins, each of them has a whole turn in it. */
const WINDOW_FRAMES = ((TURNS + 1) * TURN_S * 1_000) / frameMs;
/** Of a turn, what is compared with the voice; the rest may be lost while a parent is. */
const RECOGNISED_FRAMES = 2_400 / frameMs;
/** From here on it is the voice: a piece of another one is at most 0.42 like it. */
const RECOGNISED = 0.6;
const STEP_FRAMES = 200 / frameMs;

/** Twelve pages that draw sixty times a second would take the processor from their audio, which is what this is about. */
const drawRarely = `window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 1_000);
window.cancelAnimationFrame = (timer) => clearTimeout(timer);`;

/** So would twelve loudspeakers that ask for sound a hundred times a second: these ask for 43 ms at once. */
const PLAY_IN_LARGE_PIECES = ['--audio-buffer-size=2048'];

interface Listener {
  readonly visitor: Visitor;
  readonly id: string;
  readonly number: number;
}

/**
 * Ana and Ben on stage, and ten listeners, six of whom carry two others each. Two of these, near the stage, have a browser of their own, to be
 * killed; everyone else shares two.
 */
describe('an audience that hears the stage over each other', () => {
  let server: RunningServer;
  let browsers: Browser[] = [];
  let room: string;
  const listeners: Listener[] = [];

  beforeAll(async () => {
    server = await RunningServer.start();
    browsers = await Promise.all([1, 2, 3, 4].map(() => launchChromium({ args: PLAY_IN_LARGE_PIECES })));
    const [stage, audience, firstForwarder, secondForwarder] = browsers;
    if (!stage || !audience || !firstForwarder || !secondForwarder) throw new Error('no browsers');
    const speak = (name: VoiceName, turn: number) => {
      const microphone = microphoneInTurns(name, { turn, of: TURNS, seconds: TURN_S });
      return Visitor.arrive(stage, server, { scripts: [microphone, carryingScript(1), drawRarely] });
    };
    const [ana, ben] = [await speak('chloe', 0), await speak('ben', 1)];
    await ana.becomeOwner('Ana');
    room = await ana.openRoom('A large audience');
    await ben.join(room, 'Ben');
    await ana.choose('Ben', 'Bring on stage');
    await ben.answer('Come on stage?', 'Accept');
    for (const browser of [firstForwarder, secondForwarder]) await listen(browser, CHILDREN);
    for (const browser of [stage, audience, stage, audience]) await listen(browser, CHILDREN);
    for (const browser of [audience, audience, stage, audience]) await listen(browser, 0);
    // They are listened to all the time, as beginning to is dear with so many pages on one machine.
    for (const { visitor } of listeners) await startListening(visitor.page);
    // Only now: a page that loads would take the processor from those who speak and listen, as on their own computers it does not.
    await vi.waitFor(treeIsDeep, WAITING);
    await ana.unmute();
    await ben.unmute();
  });

  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await server?.close();
  });

  async function listen(browser: Browser, carries: number): Promise<void> {
    const visitor = await Visitor.arrive(browser, server, {
      reducedMotion: 'reduce',
      scripts: [carryingScript(carries), drawRarely],
    });
    const number = listeners.length + 1;
    await visitor.join(room, `Listener ${number}`);
    listeners.push({ visitor, number, id: (await placeOf(visitor.page)).you });
  }

  /** Everyone's parent, by their newest plans. */
  async function parents(): Promise<ReadonlyMap<string, string | undefined>> {
    const places = await Promise.all(listeners.map(({ visitor }) => placeOf(visitor.page)));
    return new Map(places.map(({ you, peers }) => [you, peers.parent?.[0]]));
  }

  async function treeIsDeep(): Promise<void> {
    const tree = await parents();
    const depthOf = (id: string | undefined): number =>
      id === undefined || !tree.has(id) ? 0 : 1 + depthOf(tree.get(id));
    const depths = [...tree.keys()].map(depthOf);
    expect(Math.max(...depths), `the depths are ${depths.join()}`).toBeGreaterThanOrEqual(3);
    const carried = [...tree.values()].filter((parent) => parent !== undefined && tree.has(parent));
    for (const id of carried)
      expect(carried.filter((one) => one === id).length).toBeLessThanOrEqual(CHILDREN);
  }

  /** Each of the listeners has heard a good part of a turn of both voices, all of them after the call. */
  async function everyoneHearsBoth(): Promise<void> {
    const deadline = performance.now() + HEARD_WITHIN_MS;
    const begun = new Map<Listener, number>();
    for (const listener of listeners) begun.set(listener, await framesHeard(listener.visitor.page));
    let missed = listeners.flatMap((listener) => VOICES.map((name) => ({ listener, name })));
    for (;;) {
      await pause(TURNS * TURN_S * 1_000);
      const complaints: string[] = [];
      const before = missed;
      missed = [];
      for (const listener of new Set(before.map((one) => one.listener))) {
        const { visitor, number } = listener;
        const newest = (await framesHeard(visitor.page)) - WINDOW_FRAMES;
        const heard = await heardSince(visitor.page, Math.max(begun.get(listener) ?? 0, newest));
        for (const { name } of before.filter((one) => one.listener === listener)) {
          const likeness = clearest(heard, name);
          if (likeness >= RECOGNISED) continue;
          missed.push({ listener, name });
          complaints.push(`listener ${number}, ${name}: ${likeness.toFixed(2)} (${describeHeard(heard)})`);
        }
      }
      if (missed.length === 0) return;
      if (performance.now() > deadline) throw new Error(complaints.join('\n'));
    }
  }

  test(
    'hears both speakers over three hops and more',
    { timeout: 2 * (PATIENCE_MS + HEARD_WITHIN_MS) },
    async () => {
      await vi.waitFor(treeIsDeep, WAITING);
      await everyoneHearsBoth();
    },
  );

  test(
    'hears both on when two forwarders are killed, one after the other',
    { timeout: 2 * (CARRIES_AGAIN.timeout + HEARD_WITHIN_MS) },
    async () => {
      for (const browser of browsers.slice(2)) {
        const [forwarder] = listeners;
        await vi.waitFor(async () => {
          expect([...(await parents()).values()], 'the forwarder carries somebody').toContain(forwarder?.id);
        }, CARRIES_AGAIN);
        const processes = await BrowserProcesses.of(browser);
        listeners.shift();
        processes.kill();
        await everyoneHearsBoth();
      }
    },
  );
});

/** How surely this voice is in the stretch of what was heard in which it is clearest. */
function clearest(heard: Heard, name: VoiceName): number {
  const voice = voiceEnvelope(name).subarray(0, Math.floor((TURN_S * 1_000) / frameMs));
  const starts = Math.max(0, Math.floor((heard.mix.length - RECOGNISED_FRAMES) / STEP_FRAMES));
  const stretches = Array.from({ length: starts + 1 }, (_, index) => {
    const [from, to] = [index * STEP_FRAMES, index * STEP_FRAMES + RECOGNISED_FRAMES];
    // A shorter piece would be like any voice now and then.
    const whole = [heard.mix, ...heard.elements.map(({ levels }) => levels)].filter(
      ({ length }) => length >= to,
    );
    return Math.max(0, ...whole.map((levels) => similarity(levels.subarray(from, to), voice)));
  });
  return Math.max(...stretches);
}
