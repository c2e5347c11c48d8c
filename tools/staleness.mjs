// Is `dist` what the sources would build now? The stamp lists every source file with its size and time, so a file that
// was deleted, renamed or checked out with an old date counts as a change too.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const sources = [
  'client',
  'shared',
  'signal-server',
  'tools',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.base.json',
  'lit-localize.json',
];
const generated = path.join('client', 'ui', 'locales', 'generated');

/** @returns {string[]} */
function filesIn(/** @type {string} */ name) {
  if (name === generated) return [];
  const stats = statSync(path.join(root, name), { throwIfNoEntry: false });
  if (!stats) return [`${name} is missing`];
  if (!stats.isDirectory()) return [`${name} ${stats.size} ${stats.mtimeMs}`];
  return readdirSync(path.join(root, name)).flatMap((entry) => filesIn(path.join(name, entry)));
}

/** Changes whenever anything changes that the build reads. */
export function fingerprintOfSources() {
  return createHash('sha256').update(sources.flatMap(filesIn).sort().join('\n')).digest('hex');
}

/** The stamp's place inside a build's folder. */
export const stampName = '.fingerprint';

/** True if there is no build, or if it was made from other sources. */
export function isStale() {
  try {
    return readFileSync(path.join(root, 'dist', stampName), 'utf8') !== fingerprintOfSources();
  } catch {
    return true;
  }
}
