// A language is split in two: the words of the first page, and those of what is fetched later (`lazily`), so that whoever
// opens a room's link in German does not wait for the words of the invites page.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';

// The tool that finds the messages comes with a TypeScript of its own, which alone makes programs that it can read.
const analysis = import.meta.resolve('@lit/localize-tools/lib/program-analysis.js');
const { extractMessagesFromProgram } = await import(analysis);
const ts = createRequire(fileURLToPath(analysis))('typescript');

const client = path.join(root, 'client');
const generated = path.join(client, 'ui/locales/generated');
const entry = path.join(client, 'main.ts');
/** In a generated module: a message's id, then its text up to the next one or the end. */
const entries = /^\s*'([sh][0-9a-f]{16})': [^]*?,$(?=\n\s*'[sh][0-9a-f]{16}': |\n\s*\};)/gm;

function clientProgram() {
  const file = path.join(client, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (/** @type {string} */ name) => ts.sys.readFile(name));
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, client);
  return ts.createProgram(fileNames, options);
}

/** What a statement imports for running, and not only for its types. */
function importedBy(/** @type {any} */ statement) {
  const imports = ts.isImportDeclaration(statement) && !statement.importClause?.isTypeOnly;
  const exports = ts.isExportDeclaration(statement) && !statement.isTypeOnly && statement.moduleSpecifier;
  return imports || exports ? String(statement.moduleSpecifier.text) : '';
}

/** The files that come with the first page: what the entry imports, and what that imports, but not what is fetched later. */
function firstFiles(/** @type {import('typescript').Program} */ program) {
  const files = new Set([entry]);
  for (const file of files) {
    for (const statement of program.getSourceFile(file)?.statements ?? []) {
      const specifier = importedBy(statement);
      if (specifier.startsWith('.')) files.add(path.join(path.dirname(file), specifier));
    }
  }
  return files;
}

/**
 * The ids of all messages in these files. The tool names each message once, with one of the files that have it: so it is
 * given these files alone, or a word of the first page would be lost to a later one that has it too.
 */
function messagesIn(/** @type {Set<string>} */ files, /** @type {import('typescript').Program} */ program) {
  const { messages } = extractMessagesFromProgram({
    getSourceFiles: () => [...files].map((file) => program.getSourceFile(file)).filter(Boolean),
    getTypeChecker: () => program.getTypeChecker(),
  });
  return new Set(/** @type {{ name: string }[]} */ (messages).map(({ name }) => name));
}

/** Writes `LOCALE.ts` anew without the words of what comes later, which go to `LOCALE-further.ts`. */
export function splitWords(/** @type {string} */ locale) {
  const program = clientProgram();
  const ids = messagesIn(firstFiles(program), program);
  const file = path.join(generated, `${locale}.ts`);
  const text = readFileSync(file, 'utf8');
  const keep = (/** @type {(id: string) => boolean} */ wanted) =>
    text.replace(entries, (/** @type {string} */ whole, /** @type {string} */ id) =>
      wanted(id) ? whole : '',
    );
  writeFileSync(
    file,
    keep((id) => ids.has(id)),
  );
  writeFileSync(
    path.join(generated, `${locale}-further.ts`),
    keep((id) => !ids.has(id)),
  );
}
