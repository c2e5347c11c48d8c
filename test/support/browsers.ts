import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import puppeteer, { type Browser as FirefoxBrowser } from 'puppeteer-core';
import { openSoundServer } from './sound-server.ts';
import { firstExecutable, installPackages, isRoot, mayInstallPackages } from './executables.ts';

const programFiles = [
  process.env['PROGRAMFILES'],
  process.env['PROGRAMFILES(X86)'],
  process.env['LOCALAPPDATA'],
].filter((folder) => folder !== undefined);

const chromiumPlaces = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...programFiles.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
  ...programFiles.map((folder) => join(folder, 'Chromium', 'Application', 'chrome.exe')),
];

const firefoxPlaces = [
  'firefox',
  'firefox-esr',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  ...programFiles.map((folder) => join(folder, 'Mozilla Firefox', 'firefox.exe')),
];

let chromiumSearch: Promise<string> | undefined;
let firefoxSearch: Promise<FirefoxSearch> | undefined;

export type FirefoxSearch = { path: string; reason?: never } | { path: undefined; reason: string };

/**
 * Where Chromium or Chrome is: the variable CHROMIUM, an installed one, Playwright's own download; where there is none
 * it is installed. Rejects with one line that says what to do.
 */
export function findChromium(): Promise<string> {
  chromiumSearch ??= searchChromium();
  return chromiumSearch;
}

/** Where Firefox is, installed if this machine allows it; otherwise why there is none, for the line of a skipped test. */
export function findFirefox(): Promise<FirefoxSearch> {
  firefoxSearch ??= searchFirefox();
  return firefoxSearch;
}

export interface ChromiumOptions {
  /** WAV file that every microphone of this process hears, in a loop. Another voice needs another process. */
  voice?: string;
  /** False leaves the microphone prompt in charge, which headless Chromium answers with no. */
  fakeUi?: boolean;
  /** False keeps Chromium's autoplay policy: no sound before the page was clicked. */
  autoplay?: boolean;
  /** A computer without any microphone (on macOS and Windows: with its real ones). */
  noMicrophone?: boolean;
  /** Another program to start, for instance a script that enters a network namespace first. */
  executablePath?: string;
  /** True lets it put its audio before everything its pages do, as it would on a computer of its own. */
  priorities?: boolean;
  /** More command-line switches. */
  args?: readonly string[];
}

/** Starts a headless Chromium. Each of its contexts is a person of their own; the caller closes it. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
  const program = options.executablePath ?? (await findChromium());
  return await chromium.launch({
    executablePath: options.priorities ? program : await withoutPriorities(program),
    headless: true,
    chromiumSandbox: !isRoot,
    args: [...chromiumSwitches(options), ...(options.args ?? [])],
    env: options.noMicrophone ? { ...process.env, ...noSoundDevices } : process.env,
  });
}

/**
 * A program that starts this one so that it may not put its threads before others. Root may: then Chromium's audio comes before everything that its
 * pages do, and pages that share a machine with ten others stand still for seconds, as they do on nobody's own computer.
 */
async function withoutPriorities(program: string): Promise<string> {
  const setpriv = isRoot && process.platform === 'linux' ? firstExecutable(['setpriv']) : undefined;
  if (setpriv === undefined) return program;
  const words = [setpriv, '--bounding-set=-sys_nice', '--inh-caps=-sys_nice', program];
  return await starterScript(words);
}

const starters = new Map<string, Promise<string>>();

/** A script that runs these words with its own arguments after them; gone when this process ends. */
function starterScript(words: readonly string[]): Promise<string> {
  const command = words.map((word) => `'${word}'`).join(' ');
  const known = starters.get(command);
  if (known) return known;
  const made = writeStarter(command);
  starters.set(command, made);
  return made;
}

async function writeStarter(command: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-starter-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const script = join(folder, 'chromium');
  await writeFile(script, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  return script;
}

/** Starts a headless Firefox over WebDriver BiDi; its fake microphone is a tone, see microphoneScript for a voice. */
export async function launchFirefox(): Promise<FirefoxBrowser> {
  const { path, reason } = await findFirefox();
  if (path === undefined) throw new Error(reason);
  const sound = await openSoundServer();
  try {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: path,
      headless: true,
      env: { ...process.env, ...sound?.env },
      extraPrefsFirefox: firefoxPreferences,
    });
    browser.once('disconnected', () => void sound?.close());
    return browser;
  } catch (error) {
    await sound?.close();
    throw error;
  }
}

const firefoxPreferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  // Without this Firefox hides its addresses behind mDNS names, which a machine without multicast cannot resolve.
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
};

/** Chromium on Linux finds microphones through PulseAudio and ALSA; no switch of its own takes real ones away. */
const noSoundDevices = { PULSE_SERVER: 'unix:/nonexistent', ALSA_CONFIG_PATH: '/dev/null' };

function chromiumSwitches({
  voice,
  fakeUi = true,
  autoplay = true,
  noMicrophone = false,
}: ChromiumOptions): string[] {
  const switches = [
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  // Host addresses as they are: mDNS names do not resolve in containers or between network namespaces. And with each new context
  // Chromium would load the popup of its address bar, which nobody sees: 0.8 s of a core beside what is being tested.
  switches.push('--disable-features=WebRtcHideLocalIpsWithMdns,WebUIOmniboxPopup,WebUIOmniboxAimPopup');
  if (fakeUi) switches.push('--use-fake-ui-for-media-stream');
  if (autoplay) switches.push('--autoplay-policy=no-user-gesture-required');
  if (noMicrophone) return switches;
  switches.push('--use-fake-device-for-media-stream');
  if (voice !== undefined) switches.push(`--use-file-for-fake-audio-capture=${voice}`);
  return switches;
}

async function searchChromium(): Promise<string> {
  const named = process.env['CHROMIUM'];
  if (named)
    return (
      firstExecutable([named]) ?? fail(`CHROMIUM names ${named}, which is not a program that can be run`)
    );
  const found = firstExecutable([...chromiumPlaces, chromium.executablePath()]);
  if (found) return found;
  const causes: string[] = [];
  if (mayInstallPackages())
    await installPackages('chromium').catch((error: unknown) => causes.push(firstLine(error)));
  const installed = firstExecutable(chromiumPlaces);
  if (installed) return installed;
  await downloadChromium().catch((error: unknown) => causes.push(firstLine(error)));
  const advice = 'install Chromium or Chrome, or set the variable CHROMIUM to its path';
  return (
    firstExecutable([chromium.executablePath()]) ??
    fail(`No Chromium for the browser tests: ${advice} (${causes.join('; ')})`)
  );
}

async function downloadChromium(): Promise<void> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  await promisify(execFile)(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    maxBuffer: 64 * 1024 * 1024,
  });
}

async function searchFirefox(): Promise<FirefoxSearch> {
  const named = process.env['FIREFOX'];
  const candidates = named ? [named] : firefoxPlaces;
  const causes: string[] = [];
  let path = firstExecutable(candidates);
  if (path === undefined && !named && mayInstallPackages()) {
    await installPackages('firefox-esr').catch((error: unknown) => causes.push(firstLine(error)));
    path = firstExecutable(candidates);
  }
  if (path !== undefined) return { path };
  const cause = named
    ? `FIREFOX names ${named}, which is not a program that can be run`
    : ['no Firefox found', ...causes].join('; ');
  return { path, reason: `${cause}; install Firefox or set the variable FIREFOX to its path` };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}

function fail(message: string): never {
  throw new Error(message);
}
