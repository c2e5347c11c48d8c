import { encodeToFit } from './fitting-quality.ts';
import { type Crop, type Size, type Square, squareOf } from './picture-crop.ts';
import { webpByVideo } from './webp-by-video.ts';

/** In bytes: more than any camera's picture has, and less than what makes a phone run out of memory. */
export const PICTURE_FILE_LIMIT = 40_000_000;
/** What the server takes: a WebP of this many pixels each way, and at most so many bytes. */
const SIDE = 256;
const PICTURE_LIMIT = 48_000;
/** The shorter side of what a square is chosen from: enough for the strongest zoom. */
const READ_SIDE = 1024;
/** Beyond this, the ends of a very long picture are not offered. */
const LONGEST = 4 * READ_SIDE;
/** What is seen through transparent parts. */
const BEHIND = '#fffcf6';

export type PictureFault = 'not-an-image' | 'too-large' | 'no-webp';

/** A chosen file as pixels, the right way up, to choose a square of; or why not. Whatever the browser can show can be read. */
export async function readPicture(
  file: Blob,
): Promise<{ readonly picture: HTMLCanvasElement } | { readonly fault: PictureFault }> {
  if (file.size > PICTURE_FILE_LIMIT) return { fault: 'too-large' };
  const address = URL.createObjectURL(file);
  try {
    // Not createImageBitmap: it takes no SVG. An image stands as its camera was held.
    const image = new Image();
    image.src = address;
    await image.decode();
    return { picture: readable(image, file.type === 'image/svg+xml') };
  } catch {
    return { fault: 'not-an-image' };
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The square of a picture as the server takes it, or why this browser cannot make it. */
export async function squarePicture(
  picture: HTMLCanvasElement,
  crop: Crop,
): Promise<{ readonly webp: Blob } | { readonly fault: PictureFault }> {
  const square = drawn(picture, partOf(squareOf(picture, crop)), { width: SIDE, height: SIDE });
  try {
    const webp = await encodeToFit((quality) => encode(square, quality), PICTURE_LIMIT);
    return webp ? { webp } : { fault: 'no-webp' };
  } catch {
    return { fault: 'no-webp' };
  }
}

async function encode(square: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const blob = await new Promise<Blob | null>((resolve) => square.toBlob(resolve, 'image/webp', quality));
  // A canvas that cannot write WebP writes a PNG instead, without a word.
  if (blob?.type === 'image/webp') return blob;
  return await webpByVideo(contextOf(square).getImageData(0, 0, SIDE, SIDE), quality);
}

function readable(image: HTMLImageElement, ofLines: boolean): HTMLCanvasElement {
  const canvas = ofLines ? drawnWhole(image) : drawnFinely(image);
  // Throws for what may be shown but not read, as some drawings.
  contextOf(canvas).getImageData(0, 0, 1, 1);
  return canvas;
}

/** Lines can be drawn at any size, but not all browsers know what a part of them is. */
function drawnWhole(image: HTMLImageElement): HTMLCanvasElement {
  const { width, height } = naturalSize(image);
  const by = Math.min(READ_SIDE / Math.min(width, height), LONGEST / Math.max(width, height));
  const canvas = blank({ width: width * by, height: height * by });
  contextOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Pixels do not get better by being more. */
function drawnFinely(image: HTMLImageElement): HTMLCanvasElement {
  const size = naturalSize(image);
  const by = Math.min(READ_SIDE / Math.min(size.width, size.height), 1);
  const part = middleOf(size, LONGEST / by);
  return drawn(image, part, { width: part.width * by, height: part.height * by });
}

function naturalSize({ naturalWidth: width, naturalHeight: height }: HTMLImageElement): Size {
  if (width === 0 || height === 0) throw new Error('This image has no size.');
  return { width, height };
}

interface Part extends Size {
  readonly left: number;
  readonly top: number;
}

function middleOf(size: Size, longest: number): Part {
  const width = Math.min(size.width, longest);
  const height = Math.min(size.height, longest);
  return { left: (size.width - width) / 2, top: (size.height - height) / 2, width, height };
}

function partOf({ left, top, side }: Square): Part {
  return { left, top, width: side, height: side };
}

/** Draws part of a picture at another size. Halved as often as that goes: in one step, some browsers would skip pixels. */
function drawn(source: HTMLImageElement | HTMLCanvasElement, part: Part, size: Size): HTMLCanvasElement {
  const half = { width: part.width / 2, height: part.height / 2 };
  if (half.width > size.width * 1.01) {
    const halved = drawnOnce(source, part, half);
    return drawn(halved, { left: 0, top: 0, width: halved.width, height: halved.height }, size);
  }
  return drawnOnce(source, part, size);
}

function drawnOnce(source: HTMLImageElement | HTMLCanvasElement, part: Part, size: Size): HTMLCanvasElement {
  const canvas = blank(size);
  const context = contextOf(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, part.left, part.top, part.width, part.height, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function blank(size: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(size.width));
  canvas.height = Math.max(1, Math.round(size.height));
  const context = contextOf(canvas);
  context.fillStyle = BEHIND;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws nothing.');
  return context;
}
