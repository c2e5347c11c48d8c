// The test command: builds what is stale, runs Vitest with whatever arguments came, and closes with one plain line that
// counts, also when the build or the run itself broke down.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './paths.mjs';
import { commandOf, runNode } from './run.mjs';

/** What the tally reporter counted, or nothing if the run did not get to its end. */
function readTally(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function runTests(/** @type {string} */ tallyFile) {
  const buildCode = await runNode([path.join(root, 'tools/build.mjs'), '--if-stale']);
  if (buildCode !== 0) return buildCode;
  const reporters = ['--reporter=default', `--reporter=${path.join(root, 'tools/tally-reporter.mjs')}`];
  return runNode([commandOf('vitest'), 'run', ...reporters, ...process.argv.slice(2)], {
    env: { ...process.env, PARLEY_TALLY_FILE: tallyFile },
  });
}

const folder = mkdtempSync(path.join(tmpdir(), 'parley-tests-'));
const tallyFile = path.join(folder, 'tally.json');
const code = await runTests(tallyFile);
const tally = readTally(tallyFile) ?? { passed: 0, failed: 0, skipped: 0 };
rmSync(folder, { recursive: true, force: true });

// A run that broke down counts as a failure of its own: the line and the exit code never contradict each other.
if (code !== 0 && tally.failed === 0) tally.failed = 1;
process.exitCode = code === 0 && tally.failed > 0 ? 1 : code;
const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
