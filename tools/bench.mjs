// Runs every benchmark in turn, each as its own command would, and goes on after one that fails.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { commandOf, runNode } from './run.mjs';

const names = ['join', 'load', 'loss', 'server', 'fanout', 'relay', 'failover'];
const present = new Set(readdirSync(path.join(root, 'test/bench')));

for (const name of names.filter((each) => present.has(`${each}.ts`))) {
  console.log(`\n# ${name}\n`);
  const code = await runNode([commandOf('tsx'), `test/bench/${name}.ts`, ...process.argv.slice(2)]);
  if (code !== 0) process.exitCode = code;
}
