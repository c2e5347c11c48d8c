import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './paths.mjs';

const require = createRequire(import.meta.url);

/** The script behind a package's command, so that it can be run by this very Node and without a shell. */
export function commandOf(/** @type {string} */ packageName, command = packageName) {
  const manifest = path.join(root, 'node_modules', packageName, 'package.json');
  const { bin } = require(manifest);
  return path.join(path.dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Runs a script in a Node of its own, with this terminal, and answers with its exit code. Ctrl-C reaches the child from
 * the terminal and a SIGTERM is handed on, so that it can end in its own way; only then does this process go on.
 *
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export function runNode(args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
    const wait = () => {};
    const handOn = () => child.kill('SIGTERM');
    process.on('SIGINT', wait);
    process.on('SIGTERM', handOn);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', wait);
      process.off('SIGTERM', handOn);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}
