import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Showcase, startShowcase } from '../showcase/serve.ts';
import { states } from '../showcase/states.ts';
import { LOOKS_AND_WORDS, violations } from '../support/accessibility.ts';
import { launchChromium } from '../support/browsers.ts';

/** As many pages at once as there are cores to be had: each is a process of its own. */
const PAGES = 2;

let showcase: Showcase;
let browser: Browser;
let idle: Page[];

beforeAll(async () => {
  showcase = await startShowcase();
  browser = await launchChromium();
  // Colours are to be judged when nothing moves any more.
  const looks = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' } as const;
  idle = await Promise.all(Array.from({ length: PAGES }, () => browser.newPage(looks)));
});

afterAll(async () => {
  await browser?.close();
  await showcase?.close();
});

// Each theme and each language once: colours do not depend on words, nor words on colours. What depends on neither is looked at once.
const looks = [
  { theme: 'day', language: 'en', rules: undefined },
  { theme: 'night', language: 'de', rules: LOOKS_AND_WORDS },
];

async function judge(page: Page, state: string): Promise<Record<string, string[]>> {
  await page.goto(showcase.address(state, 'day', 'en'));
  const found: Record<string, string[]> = {};
  for (const look of looks) {
    await page.locator('html[data-showcase=ready]').waitFor();
    await page.evaluate((detail) => dispatchEvent(new CustomEvent('showcase-look', { detail })), {
      theme: look.theme,
      language: look.language,
    });
    await page.locator(`html[data-showcase='${look.theme} ${look.language}']`).waitFor();
    const wrong = await violations(page, look.rules);
    if (wrong.length > 0) found[`${look.theme} ${look.language}`] = wrong;
    await page.evaluate(() => (document.documentElement.dataset['showcase'] = 'ready'));
  }
  return found;
}

describe.concurrent('axe finds nothing wrong, by day in English and by night in German', () => {
  test.each(Object.keys(states))('with %s', async (state) => {
    // The runner starts no more of them than there are pages.
    const page = idle.pop();
    if (!page) throw new Error(`more than ${PAGES} tests at once`);
    const found = await judge(page, state).finally(() => idle.push(page));
    expect(found).toEqual({});
  });
});
