import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What axe finds wrong with the page as it is now: the rule, the element and the way out. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // The page's own copy, which the line above has put there.
  const found: AxeResults = await page.evaluate("axe.run({ resultTypes: ['violations'] })");
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
