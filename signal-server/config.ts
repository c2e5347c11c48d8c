import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { TurnConfig } from './ice-servers.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** The origin under which people reach the server, without a slash at its end; undefined if only by local names. */
  readonly publicUrl: string | undefined;
  /** How many proxies in front of the server append to `X-Forwarded-For`. */
  readonly trustedProxies: number;
  readonly turn: TurnConfig;
  readonly logLevel: string;
}

/** A setting that cannot be; the message names it and says what would be right. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

interface Setting<Value> {
  /** Throws the end of a sentence that begins with the setting's name. */
  readonly read: (text: string) => Value;
  readonly fallback: string;
  readonly help: string;
}

/**
 * Only this computer can connect unless told otherwise: on a café's network nobody else should find the server by accident, and
 * nobody could speak there anyway, because browsers give the microphone only to localhost and HTTPS. A tunnel or a
 * proxy that brings HTTPS connects from this computer.
 */
const DEFAULT_HOST = '127.0.0.1';

const settings = {
  port: setting(readPort, '8080', 'port to listen on; 0 takes a free one'),
  host: setting(readText, DEFAULT_HOST, 'address to listen on; 0.0.0.0 lets other computers connect'),
  'data-dir': setting(readFolder, './data', 'folder of the database'),
  'public-url': setting(
    readOrigin,
    '',
    'address under which people reach it, e.g. https://rooms.example.org',
  ),
  'trust-proxy': setting(readCount, '0', 'number of proxies in front that append to X-Forwarded-For'),
  'turn-urls': setting(readIceUrls, '', 'TURN or STUN servers of your own, separated by commas'),
  'turn-secret': setting(
    (text) => text || undefined,
    '',
    "the TURN server's static-auth-secret (better as TURN_SECRET)",
  ),
  'log-level': setting(readLogLevel, 'warn', 'trace, debug, info, warn, error, fatal or silent'),
} as const;

type Name = keyof typeof settings;

function setting<Value>(read: (text: string) => Value, fallback: string, help: string): Setting<Value> {
  return { read, fallback, help };
}

/** The configuration, or 'help' if that was asked for. Flags go before the environment; an empty variable counts as unset. */
export function readConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Config | 'help' {
  const flags = readFlags(args);
  if (flags['help'] === true) return 'help';
  const value = <Value>(name: Name, { read, fallback }: Setting<Value>): Value => {
    const flag = flags[name];
    const text = (typeof flag === 'string' ? flag : env[variableOf(name)]) || fallback;
    try {
      return read(text.trim());
    } catch (error) {
      const source = typeof flag === 'string' ? `--${name}` : variableOf(name);
      throw new ConfigError(
        `${source} ${error instanceof Error ? error.message : 'is wrong'}; it is ${JSON.stringify(text)}.`,
      );
    }
  };
  const turn = {
    urls: value('turn-urls', settings['turn-urls']),
    secret: value('turn-secret', settings['turn-secret']),
  };
  if (turn.secret === undefined && turn.urls.some((url) => !url.startsWith('stun'))) {
    throw new ConfigError(
      'TURN_SECRET is missing: the TURN servers in TURN_URLS need the secret of their use-auth-secret.',
    );
  }
  return {
    port: value('port', settings.port),
    host: value('host', settings.host),
    dataDir: value('data-dir', settings['data-dir']),
    publicUrl: value('public-url', settings['public-url']),
    trustedProxies: value('trust-proxy', settings['trust-proxy']),
    logLevel: value('log-level', settings['log-level']),
    turn,
  };
}

export function helpText(): string {
  const lines = Object.entries(settings).map(([name, { help, fallback }]) => {
    const fallbackText = fallback === '' ? '' : ` (${fallback})`;
    return `  ${`--${name}`.padEnd(15)} ${variableOf(name).padEnd(13)} ${help}${fallbackText}`;
  });
  return [
    'Parley: drop-in audio rooms from your own computer.',
    '',
    'Each setting as a flag or as a variable:',
    ...lines,
  ].join('\n');
}

function variableOf(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function readFlags(args: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  const named = Object.fromEntries(Object.keys(settings).map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({
      args: [...args],
      options: { ...named, help: { type: 'boolean', short: 'h' } },
      strict: true,
    }).values;
  } catch (error) {
    // Node's message names the flag; its further advice is about dashes.
    const [first = 'A flag is wrong'] = error instanceof Error ? error.message.split(/[.\n]/) : [];
    throw new ConfigError(
      `${first}. Known flags: ${Object.keys(settings)
        .map((name) => `--${name}`)
        .join(', ')}, --help.`,
    );
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error('must be a port number from 0 to 65535');
  return port;
}

function readCount(text: string): number {
  if (!/^\d$/.test(text)) throw new Error('must be a number from 0 to 9');
  return Number(text);
}

function readText(text: string): string {
  if (text === '' || /[\s/]/.test(text)) throw new Error('must be a host name or an IP address');
  return text;
}

function readFolder(text: string): string {
  return path.resolve(text.replace(/^~(?=\/|$)/, homedir()));
}

function readOrigin(text: string): string | undefined {
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  if (!isOrigin) throw new Error('must be http:// or https:// and a host, with no path');
  return url.origin;
}

function readIceUrls(text: string): readonly string[] {
  const urls = text
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
  if (!urls.every((url) => /^(turns?|stuns?):[^\s,/]+$/.test(url)))
    throw new Error('must be turn:, turns: or stun: addresses, e.g. turn:turn.example.org:3478');
  return urls;
}

function readLogLevel(text: string): string {
  if (!/^(trace|debug|info|warn|error|fatal|silent)$/.test(text))
    throw new Error('must be trace, debug, info, warn, error, fatal or silent');
  return text;
}
