import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { runNode } from './run.mjs';
import { isStale } from './staleness.mjs';

/**
 * Builds what is missing or stale, then becomes this program of `dist/server`: the same process, so flags, Ctrl-C and exit codes
 * are its own.
 */
export async function become(/** @type {string} */ program) {
  const file = path.join(root, 'dist/server', program);
  // The build runs in a process of its own: its memory would stay with the program.
  const code = isStale() ? await runNode([path.join(root, 'tools/build.mjs')]) : 0;
  if (code !== 0) {
    process.exitCode = code;
    return;
  }
  process.setSourceMapsEnabled(true);
  process.argv[1] = file;
  await import(pathToFileURL(file).href);
}
