import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { readHandle } from '../../shared/members/handle.ts';
import { readConfig, type Config } from '../config.ts';
import { adminRequestSchema, type AdminRequest } from './admin-requests.ts';

/** What was typed cannot be; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Arguments {
  readonly request: AdminRequest;
  readonly config: Pick<Config, 'dataDir' | 'publicUrl' | 'port'>;
  /** Whether nobody is to be asked again. */
  readonly sure: boolean;
}

interface Verb {
  /** The names of what has to follow. */
  readonly takes: readonly string[];
  readonly flags: readonly string[];
  readonly help: string;
}

const verbs: Readonly<Record<AdminRequest['verb'], Verb>> = {
  recover: {
    takes: ['handle'],
    flags: [],
    help: 'a link that signs this member in, once, within 24 hours, and out everywhere else',
  },
  invite: {
    takes: ['name', 'phone'],
    flags: ['country', 'from'],
    help: 'an extra invite, which costs nobody one (--country DE for a number without +; --from HANDLE)',
  },
  members: { takes: [], flags: [], help: 'everyone who has an account' },
  'remove-member': {
    takes: ['handle'],
    flags: ['yes'],
    help: 'erases a member with everything that is theirs (--yes asks nothing)',
  },
};

/** Those of the server that matter here: where its data are, and which address links begin with. */
const serverFlags = ['data-dir', 'public-url', 'port'] as const;

export function usage(): string {
  const lines = Object.entries(verbs).map(([verb, { takes, help }]) => {
    const call = [verb, ...takes.map((name) => name.toUpperCase())].join(' ');
    return `  ${call.padEnd(22)} ${help}`;
  });
  return [
    'npm run parley -- VERB …',
    '',
    ...lines,
    '',
    'Works with a server that runs and without one. --data-dir, --public-url and --port (or DATA_DIR, PUBLIC_URL, PORT)',
    'are those of the server: where its data are, and under which address people reach it.',
  ].join('\n');
}

/** What is asked, or 'help'. Throws `UsageError` or, for a wrong setting, `ConfigError`. */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Arguments | 'help' {
  const { values, positionals } = parsed(args);
  if (values['help'] === true || args.length === 0) return 'help';
  const [verb = '', ...typed] = positionals;
  const known = isVerb(verb) ? verbs[verb] : undefined;
  if (!known || !isVerb(verb))
    throw new UsageError(`Unknown verb '${verb}'. Known verbs: ${Object.keys(verbs).join(', ')}.`);
  const foreign = Object.keys(values).find((flag) => !isFor(known, flag));
  if (foreign !== undefined) throw new UsageError(`'${verb}' knows no --${foreign}.`);
  if (typed.length !== known.takes.length)
    throw new UsageError(`'${verb}' takes ${wordsFor(known.takes)}. ${quotesHint(known, typed)}`.trim());
  return {
    request: readRequest(
      verb,
      Object.fromEntries(known.takes.map((name, index) => [name, typed[index]])),
      values,
    ),
    config: readServerConfig(values, env),
    sure: values['yes'] === true,
  };
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function parsed(args: readonly string[]): { values: Values; positionals: readonly string[] } {
  const text = { type: 'string' as const };
  const options = {
    ...Object.fromEntries([...serverFlags, 'country', 'from'].map((name) => [name, text])),
    yes: { type: 'boolean' as const },
    help: { type: 'boolean' as const, short: 'h' },
  };
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    // Node's message names the flag; its further advice is about dashes.
    const [first = 'A flag is wrong'] = error instanceof Error ? error.message.split(/[.\n]/) : [];
    throw new UsageError(`${first}. See --help.`);
  }
}

function isVerb(verb: string): verb is AdminRequest['verb'] {
  return Object.hasOwn(verbs, verb);
}

function isFor({ flags }: Verb, flag: string): boolean {
  return flags.includes(flag) || serverFlags.some((one) => one === flag);
}

function wordsFor(names: readonly string[]): string {
  return names.length === 0 ? 'nothing more' : names.map((name) => name.toUpperCase()).join(' and ');
}

function quotesHint({ takes }: Verb, typed: readonly string[]): string {
  return takes.length > 0 && typed.length > takes.length
    ? 'What has blanks in it needs quotation marks.'
    : '';
}

function readRequest(
  verb: AdminRequest['verb'],
  typed: Readonly<Record<string, string | undefined>>,
  { country, from }: Values,
): AdminRequest {
  const request = v.safeParse(adminRequestSchema, {
    verb,
    ...typed,
    ...(country !== undefined && { country }),
    ...(from !== undefined && { from }),
  });
  if (request.success) return request.output;
  const field = v.getDotPath(request.issues[0]) ?? '';
  const given = String({ ...typed, country, from }[field]);
  throw new UsageError(`${JSON.stringify(given)} ${whatItShouldBe(field, given)}.`);
}

function whatItShouldBe(field: string, given: string): string {
  switch (field) {
    case 'name':
      return 'is no name: it has 1 to 40 characters';
    case 'country':
      return 'is no country: it has two letters, like DE or GB';
    case 'phone':
      return 'is no phone number';
    default:
      return isReserved(given)
        ? 'is a reserved word, which nobody can have as a handle'
        : 'is no handle that anybody could have: 3 to 20 of a-z, 0-9 and _';
  }
}

function isReserved(handle: string): boolean {
  const read = readHandle(handle);
  return 'fault' in read && read.fault === 'reserved';
}

function readServerConfig(
  values: Values,
  env: Readonly<Record<string, string | undefined>>,
): Arguments['config'] {
  const flags = serverFlags.flatMap((name) => {
    const value = values[name];
    return typeof value === 'string' ? [`--${name}=${value}`] : [];
  });
  const { DATA_DIR, PUBLIC_URL, PORT } = env;
  const config = readConfig(flags, { DATA_DIR, PUBLIC_URL, PORT });
  // Without the flag for it, nobody has asked for help.
  if (config === 'help') throw new UsageError('See --help.');
  return config;
}
