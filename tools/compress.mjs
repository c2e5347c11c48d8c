import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const text = /\.(html|js|mjs|css|svg|json|webmanifest|txt|wasm)$/;
const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Lays a .br and a .gz, as small as they get, beside every text file of a folder: the server only has to choose. */
export async function compressFolder(/** @type {string} */ folder) {
  const names = await readdir(folder, { recursive: true });
  await Promise.all(
    names.filter((name) => text.test(name)).map((name) => compressFile(path.join(folder, name))),
  );
}

async function compressFile(/** @type {string} */ file) {
  const bytes = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${file}.br`, await toBrotli(bytes, { params }));
  await writeFile(`${file}.gz`, await toGzip(bytes, { level: constants.Z_BEST_COMPRESSION }));
}
