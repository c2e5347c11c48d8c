import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPicture } from '../../signal-server/members/read-picture.ts';
import { canvas, joined, lossless, lossy, metadata, somePicture, webp } from '../support/webp.ts';

const notAnImage = { fault: 'not-an-image' };
const alpha = metadata('ALPH', 'opaque');

describe('a picture', () => {
  it('[MEM-6] is a WebP of 256 by 256 pixels, lossy or lossless, with alpha or without', () => {
    for (const file of [
      webp(lossy()),
      webp(lossless()),
      webp(canvas(), alpha, lossy()),
      webp(canvas(), lossless()),
      webp(canvas(256, 256, 0), lossy()),
    ])
      expect(readPicture(file)).toEqual({ webp: file });
  });

  it('[MEM-6] of another size is refused, whichever of its parts says so', () => {
    for (const file of [
      webp(lossy(257, 256)),
      webp(lossy(256, 16_383)),
      webp(lossless(255, 256)),
      webp(lossless(256, 1)),
      webp(canvas(512, 512), lossy()),
      webp(canvas(), lossless(16_384, 16_384)),
    ])
      expect(readPicture(file)).toEqual({ fault: 'wrong-size' });
  });

  it('[MEM-7] loses what a camera or a program wrote beside the pixels', () => {
    const secrets = ['EXIF', 'XMP ', 'ICCP', 'odd!'].map((type) =>
      metadata(type, `Taken at home by ${type}.`),
    );
    const [exif, xmp, profile, odd] = secrets as [typeof alpha, typeof alpha, typeof alpha, typeof alpha];
    const file = webp(canvas(256, 256, 0x3c), profile, alpha, odd, lossy(), exif, xmp);
    expect(readPicture(file)).toEqual({ webp: webp(canvas(), alpha, lossy()) });
    expect(readPicture(webp(lossless(), exif))).toEqual({ webp: webp(lossless()) });
  });

  it('[MEM-6] that moves, is doubled, has no pixels or has its parts in disorder is none', () => {
    for (const file of [
      webp(canvas(256, 256, 0x02), metadata('ANIM', 'loops!'), metadata('ANMF', 'a frame'.repeat(9))),
      webp(canvas(256, 256, 0x02), lossy()),
      webp(canvas(), metadata('ANIM', 'loops!'), lossy()),
      webp(lossy(), lossy()),
      webp(canvas(), canvas(), lossy()),
      webp(lossy(), canvas()),
      webp(alpha, lossy()),
      webp(canvas()),
      webp(metadata('EXIF', 'only this')),
      webp(),
    ])
      expect(readPicture(file)).toEqual(notAnImage);
  });

  it('[MEM-6] whose bitstream does not begin as one must is none', () => {
    const broken = (chunk: ReturnType<typeof lossy>, at: number, byte: number) => {
      const data = Uint8Array.from(chunk.data);
      data[at] = byte;
      return webp({ ...chunk, data });
    };
    for (const file of [
      webp(lossy(256, 256, 0x11)), // No key frame.
      webp(lossy(256, 256, 0x00)), // Not shown.
      webp(lossy(256, 256, 0x10 | (9_000 << 5))), // Its first partition would end beyond the file.
      broken(lossy(), 3, 0x9e),
      broken(lossless(), 0, 0x30),
      broken(lossless(), 4, 0x30),
      webp({ ...canvas(), data: canvas().data.subarray(1) }, lossy()),
    ])
      expect(readPicture(file)).toEqual(notAnImage);
  });

  it('[MEM-6] is what its bytes say, not its name: other formats are none', () => {
    const text = new TextEncoder();
    for (const file of [
      text.encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      text.encode('GIF89a'.padEnd(64)),
      joined(text.encode('RIFF'), Uint8Array.from([36, 0, 0, 0]), text.encode('WAVEfmt '.padEnd(36))),
      new Uint8Array(),
    ])
      expect(readPicture(file)).toEqual(notAnImage);
  });

  it('[MEM-6] that is cut off anywhere, or has something behind it, is none', () => {
    const whole = webp(canvas(), metadata('ICCP', 'colours'), alpha, lossy(), metadata('EXIF', 'x'));
    for (let length = 0; length < whole.length; length += 1)
      expect(readPicture(whole.subarray(0, length))).toEqual(notAnImage);
    expect(readPicture(joined(whole, Uint8Array.of(0)))).toEqual(notAnImage);
  });

  it('[MEM-6] never comes of garbage, and reading one does not fail', () => {
    const anything = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(readPicture(bytes)).toEqual(notAnImage);
      }),
    );
    const type = fc.constantFrom('VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'EXIF', '\0\0\0\0');
    const chunk = fc.record({ type, data: fc.uint8Array({ maxLength: 40 }) });
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 5 }), (chunks) => {
        const read = readPicture(webp(...chunks));
        if ('webp' in read) expect(readPicture(read.webp)).toEqual(read);
      }),
    );
  });

  it('[MEM-6] with one byte changed is refused or still the right size, and what is kept reads the same again', () => {
    const whole = webp(canvas(), alpha, lossy());
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        const read = readPicture(changed);
        if ('webp' in read) expect(readPicture(read.webp)).toEqual(read);
        else expect(['not-an-image', 'wrong-size']).toContain(read.fault);
      }),
    );
  });

  it('[MEM-6] in view of a larger buffer is read at its place', () => {
    const buffer = joined(new Uint8Array(3), somePicture());
    expect(readPicture(buffer.subarray(3))).toEqual({ webp: somePicture() });
  });
});
