// The house has one direction: client → shared ← signal-server, and in the client ui → session → media → shared. This
// check resolves every import, which a pattern over its text could not.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';

/** Per folder: the other folders it may import from, and where it matters the packages. The deepest folder counts. */
/** @type {Record<string, { folders: string[], packages?: RegExp, why: string }>} */
const rules = {
  shared: { folders: [], packages: /^valibot$/, why: 'shared is pure: it imports itself and valibot' },
  'signal-server': { folders: ['shared'], why: 'the signal server sees only shared' },
  'client/media': {
    folders: ['shared'],
    packages: /^(?!socket\.io)/,
    why: 'media is given a way to signal, and knows only shared',
  },
  'client/session': { folders: ['client/media', 'shared'], why: 'session sees only media and shared' },
  'client/ui': {
    folders: ['client/session', 'client/media', 'shared'],
    why: 'ui sees session, media and shared',
  },
  client: {
    folders: ['client/ui', 'client/session', 'client/media', 'client/styles', 'shared'],
    why: 'the client never imports the server',
  },
};
/** The only file that may know simple-peer, so that it can be replaced. */
const peerLink = 'client/media/peer-link.ts';

function folderOf(/** @type {string} */ file) {
  const folders = [...Object.keys(rules), 'client/styles', 'test', 'tools'].sort(
    (a, b) => b.length - a.length,
  );
  return folders.find((folder) => file.startsWith(`${folder}/`)) ?? '';
}

/** @returns {string | undefined} what is wrong with the import */
function objection(/** @type {string} */ file, /** @type {string} */ specifier) {
  const from = folderOf(file);
  const rule = rules[from];
  if (!rule) return undefined;
  if (!specifier.startsWith('.')) {
    if (specifier === 'simple-peer' && file !== peerLink) return `only ${peerLink} knows simple-peer`;
    return rule.packages?.test(specifier) === false ? rule.why : undefined;
  }
  const to = folderOf(path.posix.join(path.posix.dirname(file), specifier));
  return to === from || rule.folders.includes(to) ? undefined : rule.why;
}

let found = 0;
for (const wing of ['shared', 'signal-server', 'client']) {
  for (const name of readdirSync(path.join(root, wing), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const file = path.posix.join(wing, name.replaceAll(path.sep, '/'));
    const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, file), 'utf8'));
    for (const { fileName } of importedFiles) {
      const why = objection(file, fileName);
      if (!why) continue;
      found += 1;
      console.error(`${file} imports ${fileName}: ${why}`);
    }
  }
}
console.log(
  found === 0
    ? 'Boundaries: every import keeps the direction.'
    : `Boundaries: ${found} imports point the wrong way.`,
);
if (found > 0) process.exitCode = 1;
