import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Showcase, startShowcase } from '../showcase/serve.ts';
import { states } from '../showcase/states.ts';
import { launchChromium } from '../support/browsers.ts';

let showcase: Showcase;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  showcase = await startShowcase();
  browser = await launchChromium();
  // Colours are to be judged when nothing moves any more.
  page = await browser.newPage({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
});

afterAll(async () => {
  await browser?.close();
  await showcase?.close();
});

async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  // The page's own copy, which the line above has put there.
  const found: AxeResults = await page.evaluate("axe.run({ resultTypes: ['violations'] })");
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

// Each theme and each language once: colours do not depend on words, nor words on colours.
const looks = [
  { theme: 'day', language: 'en' },
  { theme: 'night', language: 'de' },
];

test.each(Object.keys(states))(
  'axe finds nothing wrong with %s, by day in English and by night in German',
  async (state) => {
    await page.goto(showcase.address(state, 'day', 'en'));
    const found: Record<string, string[]> = {};
    for (const look of looks) {
      await page.locator('html[data-showcase=ready]').waitFor();
      await page.evaluate((detail) => dispatchEvent(new CustomEvent('showcase-look', { detail })), look);
      await page.locator(`html[data-showcase='${look.theme} ${look.language}']`).waitFor();
      const wrong = await violations();
      if (wrong.length > 0) found[`${look.theme} ${look.language}`] = wrong;
      await page.evaluate(() => (document.documentElement.dataset['showcase'] = 'ready'));
    }
    expect(found).toEqual({});
  },
);
