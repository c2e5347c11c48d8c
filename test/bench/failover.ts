import { setTimeout as pause } from 'node:timers/promises';
import { launchChromium } from '../support/browsers.ts';
import { median, percentile, report } from '../support/figures.ts';
import { framesHeard, heardSince, startListening } from '../support/hearing.ts';
import { Visitor } from '../support/people.ts';
import { carryingScript, isLinkedTo, placeOf } from '../support/placed-people.ts';
import { RunningServer } from '../support/running-server.ts';
import { unbrokenVoice } from '../support/unbroken-voice.ts';
import { microphoneOf } from '../support/voice-microphone.ts';
import { type Forwarder, Forwarders } from './forwarders.ts';
import { type Missed, missedAfter } from './silence-after.ts';

/**
 * What a listener misses when their parent is killed, freezes, or leaves: in a real room, by what the listener's page plays. Somebody on stage
 * talks without a pause; two forwarders, each in a browser of its own, are parent and standby of one listener. The parent goes, the
 * standby takes over, another forwarder comes, and so on.
 */
const RUNS = 10;
const KINDS = ['kill', 'freeze', 'leave'] as const;
type Kind = (typeof KINDS)[number];
const BEFORE_MS = 1_000;
/** Long enough for anything that one might call a failover, and for the voice to be back for a while. */
const AFTER_MS = 3_000;
const READY_WITHIN_MS = 60_000;

const server = await RunningServer.start();
const [stage, audience] = [await launchChromium(), await launchChromium()];
let forwarders: Forwarders | undefined;
try {
  const speaker = await Visitor.arrive(stage, server, {
    scripts: [microphoneOf(unbrokenVoice()), carryingScript(2)],
  });
  await speaker.becomeOwner('Ana');
  const room = await speaker.openRoom('Failover bench');
  await speaker.unmute();
  forwarders = new Forwarders(server, room);
  await forwarders.bring();
  await forwarders.bring();
  const listener = await Visitor.arrive(audience, server, { scripts: [carryingScript(0)] });
  await listener.join(room, 'Ben');
  await startListening(listener.page);
  const missed: Record<Kind, Missed[]> = { kill: [], freeze: [], leave: [] };
  // In turn, so that whatever else the machine does meets all three.
  for (let run = 0; run < RUNS; run += 1)
    for (const kind of KINDS) missed[kind].push(await loseParent(kind, listener, forwarders));
  tell(missed);
} finally {
  await forwarders?.close();
  await Promise.all([stage.close(), audience.close()]);
  await server.close();
}

/** The listener's parent goes; resolves to what was missed, once another forwarder has come. */
async function loseParent(kind: Kind, listener: Visitor, among: Forwarders): Promise<Missed> {
  const parent = await readyParent(listener, among);
  const from = await framesHeard(listener.page);
  await pause(BEFORE_MS);
  const at = await framesHeard(listener.page);
  if (kind === 'kill') parent.processes.kill();
  else if (kind === 'freeze') parent.processes.freeze();
  else await parent.visitor.button('Leave quietly').click();
  await pause(AFTER_MS);
  const { mix } = await heardSince(listener.page, from);
  among.forget(parent);
  if (kind === 'leave') await parent.visitor.close();
  else parent.processes.kill();
  await among.bring(kind === 'leave' ? parent.browser : undefined);
  return missedAfter(Array.from(mix.subarray(0, at - from)), Array.from(mix.subarray(at - from)));
}

/** Waits until the listener has a parent and a standby among the forwarders, and is linked to both. */
async function readyParent({ page }: Visitor, among: Forwarders): Promise<Forwarder> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const { peers } = await placeOf(page);
    const [parent, standby] = [among.get(peers.parent?.[0]), among.get(peers.standby?.[0])];
    if (parent && standby && (await isLinkedTo(page, parent.id)) && (await isLinkedTo(page, standby.id)))
      return parent;
    if (performance.now() > deadline)
      throw new Error(`No parent and standby among the forwarders: ${JSON.stringify(peers)}`);
    await pause(100);
  }
}

function tell(missed: Readonly<Record<Kind, readonly Missed[]>>): void {
  const back = (kind: Kind) => missed[kind].map(({ backAfterMs }) => backAfterMs);
  const quiet = (kind: Kind) => missed[kind].map(({ quietMs }) => quietMs);
  const rows = KINDS.map((kind) => ({
    'the parent': { kill: 'is killed', freeze: 'freezes', leave: 'leaves' }[kind],
    runs: missed[kind].length,
    'quiet, ms (median)': median(quiet(kind)),
    'quiet, ms (most)': Math.max(...quiet(kind)),
    'voice is back after, ms (median)': median(back(kind)),
    'voice is back after, ms (most)': Math.max(...back(kind)),
  }));
  // Whoever is killed says nothing more from that moment on, whatever the listener's browser invents for a while; who leaves goes on.
  const figures = {
    killP95Ms: percentile(back('kill'), 95),
    freezeP95Ms: percentile(back('freeze'), 95),
    leaveP95Ms: percentile(quiet('leave'), 95),
    killQuietP95Ms: percentile(quiet('kill'), 95),
    freezeQuietP95Ms: percentile(quiet('freeze'), 95),
  };
  report('failover', rows, figures, [
    { figure: 'killP95Ms', atMost: 1_000 },
    { figure: 'freezeP95Ms', atMost: 1_000 },
    { figure: 'leaveP95Ms', atMost: 100 },
  ]);
}
