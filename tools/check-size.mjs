// What a first visit costs, as it goes over the wire: the brotli files that lie beside the built ones. Fonts are
// compressed already.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const budgets = { firstScripts: 60_000, firstPage: 90_000 };
const folder = path.join(root, 'dist/client');

function wireSize(/** @type {string} */ name) {
  const file = path.join(folder, name);
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
}

const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const fonts = names.filter((name) => name.endsWith('.woff2'));
const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
// Vite names all that the entry imports in index.html; what is loaded lazily is not there.
const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, name]) => String(name));
// A visitor whose language is not English loads its first words at once, too; `de-further-HASH.js` comes with what needs it.
const languages = names.filter((name) => /(^|\/)de-[\w-]{8}\.js$/.test(name));
if (languages.length !== 1) throw new Error('The chunk of the German words was not found.');

const total = (/** @type {string[]} */ list) =>
  [...new Set(list)].reduce((sum, name) => sum + wireSize(name), 0);
const first = [...named, ...languages];
const measured = {
  firstScripts: total(first.filter((name) => name.endsWith('.js'))),
  firstPage: total([...first, ...fonts]),
};

for (const [label, bytes, budget] of [
  ['First page: JavaScript, in German', measured.firstScripts, budgets.firstScripts],
  ['First page: JavaScript, CSS and fonts, in German', measured.firstPage, budgets.firstPage],
]) {
  const over = Number(bytes) > Number(budget);
  console.log(
    `${label}: ${(Number(bytes) / 1000).toFixed(1)} kB of ${Number(budget) / 1000} kB${over ? ' IS TOO MUCH' : ''}`,
  );
  if (over) process.exitCode = 1;
}
