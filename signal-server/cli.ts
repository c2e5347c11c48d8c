import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';
import type { AdminRequest } from './admin/admin-requests.ts';
import { UnsafeFolder } from './admin/admin-socket-path.ts';
import { answerWords, refusalWords } from './admin/admin-words.ts';
import { askRunningServer } from './admin/ask-running-server.ts';
import { readArguments, usage, UsageError, type Arguments } from './admin/read-arguments.ts';
import { withOwnStore } from './admin/with-own-store.ts';
import { ConfigError } from './config.ts';
import { StoreUnusable } from './store/store-errors.ts';

/** `npm run parley -- …`: what whoever runs the server does about its members, with the server that runs or without one. */
async function run({ request, config, sure }: Arguments): Promise<void> {
  const { dataDir, publicUrl, port } = config;
  if (request.verb === 'remove-member' && !sure && stdin.isTTY && !(await confirmed(request)))
    return fail('Nothing was done.');
  const address = publicUrl ?? `http://localhost:${port}`;
  const answer =
    (await askRunningServer(dataDir, request)) ?? (await withOwnStore({ dataDir, address }, request));
  if (answer.ok) console.log(answerWords(request, answer.value, publicUrl));
  else fail(refusalWords(request, answer.reason));
}

async function confirmed({ handle }: Extract<AdminRequest, { verb: 'remove-member' }>): Promise<boolean> {
  const terminal = createInterface({ input: stdin, output: stdout });
  const typed = await terminal.question(
    `This erases @${handle} with their rooms and everything that is theirs. Type the handle again: `,
  );
  terminal.close();
  return typed.trim().replace(/^@/, '') === handle;
}

function explain(error: unknown): unknown {
  const own = [UsageError, ConfigError, StoreUnusable, UnsafeFolder];
  if (error instanceof Error && own.some((kind) => error instanceof kind)) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES') return 'The server belongs to another user of this computer: do it as that user.';
  return error;
}

function fail(message: unknown): void {
  console.error(message);
  process.exitCode = 1;
}

try {
  const read = readArguments(process.argv.slice(2), process.env);
  if (read === 'help') console.log(usage());
  else await run(read);
} catch (error) {
  fail(explain(error));
}
