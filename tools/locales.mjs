// Turns client/ui/locales/*.xlf into the modules that the page loads. A translation that lost a placeholder fails; with
// --complete a missing translation fails too.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { commandOf } from './run.mjs';
import { splitWords } from './split-words.mjs';

/** Answers true if every language could be built (and, if asked for, is complete). */
export function buildLocales({ complete = false } = {}) {
  const command = [commandOf('@lit/localize-tools', 'lit-localize'), 'build'];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
  const missing = (stdout + stderr).split('\n').filter((line) => line.includes('is missing, using'));
  if (status !== 0) process.stderr.write(stdout + stderr);
  else if (complete) for (const line of missing) console.error(line);
  else if (missing.length > 0) console.error(`${missing.length} messages have no translation yet`);
  if (status === 0) splitWords('de');
  return status === 0 && !(complete && missing.length > 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!buildLocales({ complete: process.argv.includes('--complete') })) process.exitCode = 1;
}
