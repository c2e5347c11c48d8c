// Builds what is missing or stale, then becomes the server: the same process, so flags, Ctrl-C and exit codes are its own.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { runNode } from './run.mjs';
import { isStale } from './staleness.mjs';

const main = path.join(root, 'dist/server/main.js');

// The build runs in a process of its own: its memory would stay with the server.
const code = isStale() ? await runNode([path.join(root, 'tools/build.mjs')]) : 0;

if (code === 0) {
  process.setSourceMapsEnabled(true);
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
} else {
  process.exitCode = code;
}
