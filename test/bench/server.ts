import { execFileSync, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open } from '../../shared/room/attendance.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { newRoom } from '../../shared/room/state.ts';
import { openSqlite } from '../../signal-server/store/sqlite/open-sqlite.ts';
import { median, percentile, report } from '../support/figures.ts';
import { freePort, RunningServer } from '../support/running-server.ts';
import { Crowd, enterAsGuest, moveHand } from './server-load.ts';

/**
 * How quickly the server starts, what it weighs idle, and how it bears 200 rooms of 10 at 500 commands a second, each of them
 * stored before it is answered. The reference is Socket.IO alone under the same load: it stores and checks nothing.
 */
const ROOMS = 200;
const SOCKETS_PER_ROOM = 10;
const PER_SECOND = 500;
const WARM_UP_MS = 3_000;
const MEASURE_MS = 15_000;
const STARTS = 5;

interface Bearing {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly kbPerSocket: number;
}

const startMs: number[] = [];
const idleMb: number[] = [];
for (let run = 0; run < STARTS; run += 1) {
  const startedAt = performance.now();
  const server = await RunningServer.start();
  startMs.push(performance.now() - startedAt);
  idleMb.push((await residentKb(server.pid)) / 1_024);
  await server.close();
}

const parley = await bearParley();
const bare = await bearReference();
const figures = {
  startMs: median(startMs),
  idleMb: median(idleMb),
  p99Ms: parley.p99Ms,
  kbPerSocket: parley.kbPerSocket,
  referenceP99Ms: bare.p99Ms,
  referenceKbPerSocket: bare.kbPerSocket,
};
report(
  'server',
  [
    { server: 'Parley', ...parley },
    { server: 'Socket.IO alone', ...bare },
  ],
  figures,
  [
    { figure: 'startMs', atMost: 1_000 },
    { figure: 'idleMb', atMost: 100 },
    { figure: 'p99Ms', atMost: 50 },
    { figure: 'kbPerSocket', atMost: 40 },
  ],
);

async function bearParley(): Promise<Bearing> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const rooms = await prepareRooms(dataDir);
  const server = await RunningServer.start({ dataDir });
  try {
    return await bear(server.url, server.pid, rooms);
  } finally {
    await server.close();
  }
}

/** Live rooms in the data folder, as if one member had opened them all. */
async function prepareRooms(dataDir: string): Promise<string[]> {
  const store = await openSqlite(join(dataDir, 'parley.sqlite'));
  const at = Date.now();
  await store.offerOwnerTicket('ticket', at);
  const person = { personId: 'bench-owner', name: 'Bench', kind: 'member' } as const;
  await store.redeemOwnerTicket({
    ticketHash: 'ticket',
    formerTokenHash: undefined,
    tokenHash: 'token',
    browser: 'browser',
    device: '',
    handle: 'bench',
    person,
    at,
  });
  const ids = Array.from({ length: ROOMS }, (_, index) => `bench-room-${index}`);
  for (const id of ids) {
    const closed = newRoom({ id, title: `Bench ${id}`, ownerId: person.personId });
    const opened = open(closed, person.personId, at);
    await store.createRoom('events' in opened ? opened.events.reduce(evolve, closed) : closed, at);
  }
  await store.close();
  return ids;
}

async function bearReference(): Promise<Bearing> {
  const port = await freePort();
  const program = fileURLToPath(new URL('./server-reference.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { ...process.env, PORT: String(port) },
    stdio: 'inherit',
  });
  try {
    const url = `http://localhost:${port}`;
    while (
      !(await fetch(`http://127.0.0.1:${port}`).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await new Promise((resolve) => setTimeout(resolve, 20));
    return await bear(
      url,
      child.pid ?? 0,
      Array.from({ length: ROOMS }, (_, index) => `bench-room-${index}`),
    );
  } finally {
    child.kill('SIGKILL');
  }
}

async function bear(url: string, pid: number, rooms: readonly string[]): Promise<Bearing> {
  const before = await residentKb(pid);
  const crowd = await Crowd.gather({ url, rooms, socketsPerRoom: SOCKETS_PER_ROOM }, enterAsGuest);
  try {
    await crowd.ask(PER_SECOND, WARM_UP_MS, moveHand);
    const latencies = await crowd.ask(PER_SECOND, MEASURE_MS, moveHand);
    const kbPerSocket = ((await residentKb(pid)) - before) / (ROOMS * SOCKETS_PER_ROOM);
    return { p50Ms: percentile(latencies, 50), p99Ms: percentile(latencies, 99), kbPerSocket };
  } finally {
    crowd.close();
  }
}

/** Resident memory of a process in KiB. */
async function residentKb(pid: number): Promise<number> {
  if (process.platform !== 'linux')
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString());
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
