// A Vitest reporter: says of every skipped test why it was skipped (nothing is skipped silently), and leaves the counts
// for tools/test.mjs, which prints them last.
import { writeFileSync } from 'node:fs';

export default class TallyReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} testModules
   * @param {ReadonlyArray<unknown>} unhandledErrors
   */
  onTestRunEnd(testModules, unhandledErrors) {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const testModule of testModules) {
      // A file that cannot be loaded, or whose hooks fail, has no failed test to show for it.
      tally.failed += testModule.errors().length;
      for (const suite of testModule.children.allSuites()) tally.failed += suite.errors().length;
      for (const test of testModule.children.allTests()) this.#count(test, tally);
    }
    const file = process.env['PARLEY_TALLY_FILE'];
    if (file) writeFileSync(file, JSON.stringify(tally));
  }

  /**
   * @param {import('vitest/node').TestCase} test
   * @param {{ passed: number, failed: number, skipped: number }} tally
   */
  #count(test, tally) {
    const result = test.result();
    if (result.state === 'passed') tally.passed += 1;
    else if (result.state === 'failed') tally.failed += 1;
    else {
      tally.skipped += 1;
      // With -t the tests that were not asked for are skipped too; only those that say why are worth a line, and marked ones.
      const reason = result.state === 'skipped' ? result.note : undefined;
      if (reason || test.options.mode !== 'run') {
        console.log(`skipped: ${test.fullName} (${reason ?? 'no reason given'})`);
      }
    }
  }
}
