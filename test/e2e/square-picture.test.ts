import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Crop } from '../../client/session/picture-crop.ts';
import type * as pictures from '../../client/session/square-picture.ts';
import { type Showcase, startShowcase } from '../showcase/serve.ts';
import { launchChromium } from '../support/browsers.ts';

interface PicturesWindow {
  readonly pictures: typeof pictures;
}

/** What came of a file: why it was not taken, or the picture and its colours at left, right, top and bottom. */
interface Outcome {
  readonly fault?: string;
  readonly type?: string;
  readonly head?: string;
  readonly bytes?: number;
  readonly size?: readonly [width: number, height: number];
  readonly colours?: Readonly<Record<'left' | 'right' | 'top' | 'bottom', string>>;
}

let showcase: Showcase;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  showcase = await startShowcase();
  browser = await launchChromium();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(showcase.address('lost', 'day', 'en'));
  const script = `import * as pictures from '/client/session/square-picture.ts'; Object.assign(window, { pictures });`;
  await page.addScriptTag({ type: 'module', content: script });
  await page.waitForFunction('window.pictures');
  return () => page.close();
});

afterAll(async () => {
  await browser?.close();
  await showcase?.close();
});

const middle = { x: 0.5, y: 0.5, zoom: 1 };

/** Does with a file what the page does with one that was chosen. */
function outcomeOf(file: Buffer, type: string, crop: Crop = middle): Promise<Outcome> {
  return page.evaluate(
    async ({ base64, mime, part }) => {
      const { pictures } = window as unknown as PicturesWindow;
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const read = await pictures.readPicture(new Blob([bytes], { type: mime }));
      if ('fault' in read) return { fault: read.fault };
      const made = await pictures.squarePicture(read.picture, part);
      if ('fault' in made) return { fault: made.fault };
      const bitmap = await createImageBitmap(made.webp);
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const colour = (x: number, y: number) => {
        const [red = 0, green = 0, blue = 0] = context?.getImageData(x, y, 1, 1).data ?? [];
        const names = [red > 128 && 'red', green > 128 && 'green', blue > 128 && 'blue'].filter(Boolean);
        return names.join('+') || 'black';
      };
      const head = new Uint8Array(await made.webp.slice(0, 16).arrayBuffer());
      return {
        type: made.webp.type,
        bytes: made.webp.size,
        head: String.fromCharCode(...head.slice(0, 4), ...head.slice(8, 15)),
        size: [bitmap.width, bitmap.height] as const,
        colours: {
          left: colour(20, 128),
          right: colour(235, 128),
          top: colour(128, 20),
          bottom: colour(128, 235),
        },
      };
    },
    { base64: file.toString('base64'), mime: type, part: crop },
  );
}

/** A picture that is red at the left and blue at the right. */
async function redAndBlue(width: number, height: number, type: string): Promise<Buffer> {
  const address = await page.evaluate(
    (made) => {
      const canvas = Object.assign(document.createElement('canvas'), made);
      const context = canvas.getContext('2d');
      for (const [colour, x] of [
        ['#f00', 0],
        ['#00f', made.width / 2],
      ] as const) {
        if (context) context.fillStyle = colour;
        context?.fillRect(x, 0, made.width / 2, made.height);
      }
      return canvas.toDataURL(made.type);
    },
    { width, height, type },
  );
  return Buffer.from(address.split(',')[1] ?? '', 'base64');
}

/** The JPEG with the mark by which a camera says that it was held upright: turn it clockwise by a quarter. */
function heldUpright(jpeg: Buffer): Buffer {
  // “Exif”, a TIFF head, and one entry: orientation (0x0112), a short (3), one of it (1): 6.
  const exif = Buffer.from(
    '457869660000 4d4d002a00000008 0001 0112 0003 00000001 00060000 00000000'.replaceAll(' ', ''),
    'hex',
  );
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from('ffe1', 'hex'), length, exif, jpeg.subarray(2)]);
}

const svg = (attributes: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" ${attributes} viewBox="0 0 20 10">` +
      '<rect width="10" height="10" fill="red"/><rect x="10" width="10" height="10" fill="blue"/></svg>',
  );

const accepted = { type: 'image/webp', size: [256, 256] };
const sideBySide = { colours: { left: 'red', right: 'blue' } };

describe('a picture', () => {
  it('[SQUARE-1] becomes a WebP of 256 × 256 pixels and at most 48 kB, whatever it was', async () => {
    const made = await outcomeOf(await redAndBlue(1200, 800, 'image/png'), 'image/png');
    expect(made).toMatchObject({ ...accepted, ...sideBySide });
    expect(made.head).toMatch(/^RIFFWEBPVP8/);
    expect(await outcomeOf(await redAndBlue(1, 1, 'image/png'), 'image/png')).toMatchObject(accepted);
    expect(await outcomeOf(await redAndBlue(9000, 30, 'image/webp'), 'image/webp')).toMatchObject(accepted);
  });

  it('[SQUARE-1] that has every pixel different still fits', async () => {
    const noise = await page.evaluate(() => {
      const pixels = new ImageData(300, 300);
      for (let at = 0; at < pixels.data.length; at += 1)
        pixels.data[at] = at % 4 === 3 ? 255 : Math.imul(at ^ (at >>> 7), 2654435761) >>> 24;
      const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 300 });
      canvas.getContext('2d')?.putImageData(pixels, 0, 0);
      return canvas.toDataURL();
    });
    const made = await outcomeOf(Buffer.from(noise.split(',')[1] ?? '', 'base64'), 'image/png');
    expect(made).toMatchObject(accepted);
    expect(made.bytes).toBeLessThanOrEqual(48_000);
    // Not worse than it has to be either.
    expect(made.bytes).toBeGreaterThan(24_000);
  });

  it('[SQUARE-2] of a camera stands as the camera was held', async () => {
    const lying = await redAndBlue(400, 200, 'image/jpeg');
    expect(await outcomeOf(lying, 'image/jpeg')).toMatchObject({ ...accepted, ...sideBySide });
    expect(await outcomeOf(heldUpright(lying), 'image/jpeg')).toMatchObject({
      ...accepted,
      colours: { top: 'red', bottom: 'blue' },
    });
  });

  it('[SQUARE-3] may be drawn by lines, of a stated size or not', async () => {
    for (const attributes of ['width="40" height="20"', ''])
      expect(await outcomeOf(svg(attributes), 'image/svg+xml')).toMatchObject({ ...accepted, ...sideBySide });
  });

  it('[SQUARE-4] shows the part that was chosen', async () => {
    const wide = await redAndBlue(400, 200, 'image/png');
    const blue = { left: 'blue', right: 'blue', top: 'blue', bottom: 'blue' };
    expect(await outcomeOf(wide, 'image/png', { x: 1, y: 0.5, zoom: 2 })).toMatchObject({ colours: blue });
  });

  it('[SQUARE-5] is none if it is no image, whatever its name says, or larger than any camera’s', async () => {
    const text = Buffer.from('Dear diary, this is no picture.');
    const torn = (await redAndBlue(40, 20, 'image/png')).subarray(0, 30);
    for (const file of [text, torn, Buffer.alloc(0), Buffer.alloc(100_000, 7)])
      expect(await outcomeOf(file, 'image/png')).toEqual({ fault: 'not-an-image' });
    expect(await outcomeOf(Buffer.from('<svg><not closed'), 'image/svg+xml')).toEqual({
      fault: 'not-an-image',
    });
    const fault = await page.evaluate(async () => {
      const { pictures } = window as unknown as PicturesWindow;
      return pictures.readPicture(new Blob([new Uint8Array(50_000_000)], { type: 'image/png' }));
    });
    expect(fault).toEqual({ fault: 'too-large' });
  });
});

/** A canvas as Safari has it: it writes a PNG where it is asked for a WebP. */
async function forgetWebp(): Promise<void> {
  await page.evaluate(() => {
    const { toBlob } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.toBlob = function toPng(give) {
      toBlob.call(this, give, 'image/png');
    };
  });
}

describe('where the canvas writes no WebP', () => {
  it('[SQUARE-6] the video encoder makes it, with the same colours', async () => {
    await forgetWebp();
    const made = await outcomeOf(await redAndBlue(600, 400, 'image/png'), 'image/png');
    expect(made).toMatchObject({ ...accepted, ...sideBySide, head: 'RIFFWEBPVP8' });
    expect(made.bytes).toBeLessThanOrEqual(48_000);
  });

  it('[SQUARE-6] and there is no such encoder either, it is said', async () => {
    await forgetWebp();
    await page.evaluate('delete window.VideoEncoder');
    const made = await outcomeOf(await redAndBlue(60, 40, 'image/png'), 'image/png');
    expect(made).toEqual({ fault: 'no-webp' });
  });
});
