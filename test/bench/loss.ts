import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { call } from '../support/bare-call.ts';
import { type Figures, median, report, type Row, table } from '../support/figures.ts';
import { NetworkLab, whyNoNetworkLab } from '../support/network-lab.ts';
import { Visitor } from '../support/people.ts';
import { quietRun } from '../support/quiet-evaluate.ts';
import { freePort, RunningServer } from '../support/running-server.ts';
import { voiceFile } from '../support/voices.ts';
import { concealedBetween, type LineSamples } from './concealment.ts';
import { EngineSite } from './engine-site.ts';
import { SecondHop } from './second-hop.ts';

/**
 * How much of the audio the receiver has to invent when packets are lost at random: Parley's link beside a connection that
 * negotiates Opus as browsers do by themselves, between the same two pages, over the same wire, at the same time. Then the same two
 * hops deep, beside a direct link.
 */
const LOSSES = [10, 20, 30] as const;
const ROUNDS = 3;
const ROUND_MS = 12_000;

interface Measured {
  readonly rows: readonly Row[];
  readonly figures: Figures;
}

const why = whyNoNetworkLab();
if (why !== undefined) {
  console.log(`bench:loss was not run: ${why}`);
  process.exit(0);
}

const lab = await NetworkLab.open('speaker', 'middle', 'listener');
const port = await freePort();
const url = await lab.serve(port);
const server = await RunningServer.start({ port, url, env: { PUBLIC_URL: url } });
try {
  const [speaking, listening] = [
    await lab.launchChromium('speaker', { voice: await voiceFile('ana') }),
    await lab.launchChromium('listener'),
  ];
  let direct: Measured;
  try {
    direct = await measure(
      await Visitor.arrive(speaking, server),
      await Visitor.arrive(listening, server, { scripts: [connectionsScript()] }),
    );
  } finally {
    await Promise.all([speaking.close(), listening.close()]);
  }
  const passedOn = await measureSecondHop();
  console.log('\nloss, two hops deep\n');
  for (const line of table(passedOn.rows)) console.log(line);
  report('loss', direct.rows, { ...direct.figures, ...passedOn.figures }, [
    { figure: 'concealed10', atMost: 1.5 },
    { figure: 'concealed20', atMost: 4 },
    { figure: 'concealed30', atMost: 10 },
    { figure: 'ratio10', atMost: 0.3 },
    { figure: 'ratio20', atMost: 0.35 },
    { figure: 'ratio30', atMost: 0.45 },
    { figure: 'hop2Ratio', atMost: 1.3 },
  ]);
} finally {
  await server.close();
  await lab.close();
}

async function measure(ana: Visitor, ben: Visitor): Promise<Measured> {
  await ana.becomeOwner('Ana');
  const room = await ana.openRoom('Loss bench');
  await ana.unmute();
  await ben.join(room, 'Ben');
  await call(ana.page, ben.page);
  const figures: Record<string, number> = {};
  const rows: Row[] = [];
  for (const loss of LOSSES) {
    lab.loseBetween('speaker', 'listener', loss, 'udp');
    // The jitter buffers settle on the new loss first.
    await pause(3_000);
    const rounds: [number, number][] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await concealedShare(ben.page));
    const [ours, theirs] = [median(rounds.map(([parley]) => parley)), median(rounds.map(([, bare]) => bare))];
    rows.push({
      'loss, %': loss,
      'Parley, % concealed': ours,
      'Opus by default, % concealed': theirs,
      ratio: ours / theirs,
    });
    figures[`concealed${loss}`] = ours;
    figures[`reference${loss}`] = theirs;
    figures[`ratio${loss}`] = ours / theirs;
  }
  return { rows, figures };
}

async function measureSecondHop(): Promise<Measured> {
  const site = await EngineSite.open();
  try {
    return await new SecondHop(lab, site).measure();
  } finally {
    await site.close();
  }
}

/** Percent of the samples played in one round that were concealed and not silence, for Parley's link and for the reference. */
async function concealedShare(page: Page): Promise<[number, number]> {
  const before = await samples(page);
  await pause(ROUND_MS);
  const after = await samples(page);
  return [concealedBetween(before.parley, after.parley), concealedBetween(before.bare, after.bare)];
}

type Lines = readonly LineSamples[];

function samples(page: Page): Promise<{ readonly parley: Lines; readonly bare: Lines }> {
  return quietRun(
    page,
    async () => {
      const read = async (connections: readonly RTCPeerConnection[]) => {
        const reports = await Promise.all(connections.map((one) => one.getStats()));
        return reports.flatMap((report, connection) =>
          [...report.values()]
            .filter(({ type }) => type === 'inbound-rtp')
            .map((stat) => ({
              id: `${connection} ${stat.id}`,
              packets: stat.packetsReceived ?? 0,
              concealed: (stat.concealedSamples ?? 0) - (stat.silentConcealedSamples ?? 0),
              total: stat.totalSamplesReceived ?? 0,
            })),
        );
      };
      const bare = window.bareCalls ?? [];
      const parley = window.connections.filter((one) => !bare.includes(one));
      return { parley: await read(parley), bare: await read(bare) };
    },
    undefined,
  );
}

declare global {
  interface Window {
    connections: RTCPeerConnection[];
  }
}

/** Keeps hold of every connection that the page makes. */
function connectionsScript(): string {
  return `(() => {
    const connections = (window.connections = []);
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(...args) {
        super(...args);
        connections.push(this);
      }
    };
  })();`;
}
