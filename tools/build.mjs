// Builds everything that `node dist/server/main.js` needs: the languages, the page and the server. With --if-stale it
// does nothing when `dist` is up to date.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build as bundle } from 'esbuild';
import { build as buildPage } from 'vite';
import { compressFolder } from './compress.mjs';
import { buildLocales } from './locales.mjs';
import { root } from './paths.mjs';
import { fingerprintOfSources, isStale, stampName } from './staleness.mjs';

/** Everything goes into one file but what is compiled, and what `ws` only tries to find. */
const notBundled = ['better-sqlite3', 'bufferutil', 'utf-8-validate'];

function buildServer(/** @type {string} */ outdir) {
  return bundle({
    entryPoints: ['main', 'cli'].map((name) => path.join(root, `signal-server/${name}.ts`)),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    sourcemap: true,
    sourcesContent: false,
    external: notBundled,
    // Packages in CommonJS call `require` for Node's own modules, which an ES module does not have.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
    logLevel: 'warning',
  });
}

/** Puts the finished build in the old one's place at once: a server that is being started never finds half of it. */
function replaceDist(/** @type {string} */ finished) {
  const dist = path.join(root, 'dist');
  const old = `${finished}-old`;
  try {
    renameSync(dist, old);
  } catch {
    // There was none.
  }
  renameSync(finished, dist);
  rmSync(old, { recursive: true, force: true });
}

async function build() {
  const startedAt = performance.now();
  const fingerprint = fingerprintOfSources();
  const folder = path.join(root, `dist-${process.pid}`);
  try {
    if (!buildLocales()) throw new Error('The languages could not be built.');
    mkdirSync(folder, { recursive: true });
    await Promise.all([
      buildPage({
        configFile: path.join(root, 'vite.config.ts'),
        logLevel: 'warn',
        build: { outDir: `${folder}/client` },
      }),
      buildServer(path.join(folder, 'server')),
    ]);
    await compressFolder(path.join(folder, 'client'));
    writeFileSync(path.join(folder, stampName), fingerprint);
    replaceDist(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`Built the page and the server in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

if (!process.argv.includes('--if-stale') || isStale()) await build();
