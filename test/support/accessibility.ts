import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The rules whose outcome depends on colours or on words, and not on how a page is built. */
export const LOOKS_AND_WORDS: readonly string[] = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'label-content-name-mismatch',
  'html-has-lang',
  'html-lang-valid',
  'document-title',
];

/** What axe finds wrong with the page as it is now: the rule, the element and the way out. All rules, or some of them. */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  // The page's own copy, which the line above has put there.
  const found: AxeResults = await page.evaluate(`axe.run(${JSON.stringify(options)})`);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

/** What axe finds wrong with a page of a server, in English and then in German. Leaves the browser at the server's first page. */
export async function violationsByLanguage(
  page: Page,
  origin: string,
  path: string,
): Promise<Record<'en' | 'de', string[]>> {
  const judge = async (language: 'en' | 'de') => {
    await page.evaluate(
      (chosen) => localStorage.setItem('parley.preferences', JSON.stringify({ language: chosen })),
      language,
    );
    await page.goto(new URL(path, origin).href);
    // The same address with another fragment would load nothing.
    await page.reload();
    await page.locator(`html[lang=${language}]`).waitFor();
    await page.getByRole('heading', { level: 1 }).last().waitFor();
    await expect.poll(() => page.getByText(/^(One moment|Einen Moment) ?…$/).count()).toBe(0);
    return violations(page);
  };
  await page.goto(origin);
  const de = await judge('de');
  const en = await judge('en');
  await page.goto(origin);
  return { en, de };
}
