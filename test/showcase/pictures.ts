import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../support/browsers.ts';
import { startShowcase } from './serve.ts';
import { states } from './states.ts';

/** Takes a picture of every state: `tsx test/showcase/pictures.ts [--only REGEX] [--sizes phone,wide] [--themes …] [--languages …] [--to FOLDER]`. */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    sizes: { type: 'string', default: 'phone,wide' },
    themes: { type: 'string', default: 'day,night' },
    languages: { type: 'string', default: 'en,de' },
    to: { type: 'string', default: path.join(tmpdir(), 'parley-pictures') },
  },
});
const sizes: Record<string, { width: number; height: number }> = {
  phone: { width: 390, height: 844 },
  wide: { width: 1280, height: 800 },
};

await mkdir(values.to, { recursive: true });
const showcase = await startShowcase();
const browser = await launchChromium();
try {
  for (const size of values.sizes.split(',')) {
    const viewport = sizes[size];
    if (!viewport) throw new Error(`There is no size ${size}, only ${Object.keys(sizes).join(' and ')}`);
    const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
    page.on('pageerror', (error) => console.error(page.url(), error.message));
    for (const theme of values.themes.split(',')) {
      for (const language of values.languages.split(',')) {
        for (const state of Object.keys(states).filter((name) => new RegExp(values.only).test(name))) {
          await page.goto(showcase.address(state, theme, language));
          await page.locator('html[data-showcase=ready]').waitFor();
          await page.screenshot({ path: path.join(values.to, `${state}.${size}.${theme}.${language}.png`) });
        }
      }
    }
    await page.close();
  }
} finally {
  await browser.close();
  await showcase.close();
}
console.log(values.to);
