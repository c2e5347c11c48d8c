import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

describe.each(['day', 'night'])('by %s', (theme) => {
  describe.each(['en', 'de'])('in %s', (language) => {
    test.each(Object.keys(states))('axe finds nothing wrong with the page in the state %s', async (state) => {
      await page.goto(showcase.address(state, theme, language));
      await page.locator('html[data-showcase=ready]').waitFor();
      expect(await violations()).toEqual([]);
    });
  });
});
