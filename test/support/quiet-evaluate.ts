import type { CDPSession, Page as PlaywrightPage } from 'playwright-core';
import type { Page as PuppeteerPage } from 'puppeteer-core';

export type TestPage = PlaywrightPage | PuppeteerPage;

const sessions = new WeakMap<PlaywrightPage, Promise<CDPSession>>();

/**
 * The value of an expression in the page, without the user gesture that Playwright's own `evaluate`, `locator` and
 * assertions grant: any of these unlocks autoplay. What comes back is the page's word: parse or narrow it.
 */
export async function quietEvaluate(page: TestPage, expression: string): Promise<unknown> {
  if (!isPlaywright(page)) return await page.evaluate(expression);
  let session = sessions.get(page);
  if (!session) sessions.set(page, (session = page.context().newCDPSession(page)));
  const cdp = await session;
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    expression,
    returnByValue: true,
    awaitPromise: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** The same for a self-contained function, which like Playwright's own is sent to the page as source. */
export async function quietRun<Argument, Result>(
  page: TestPage,
  run: (argument: Argument) => Result | Promise<Result>,
  argument: Argument,
): Promise<Result> {
  // tsx wraps named functions in a `__name` that no page has. The result is JSON of what this very function returned.
  const expression = `((__name) => (${run.toString()})(${JSON.stringify(argument)}))((named) => named)`;
  return (await quietEvaluate(page, expression)) as Result;
}

function isPlaywright(page: TestPage): page is PlaywrightPage {
  return 'context' in page;
}
