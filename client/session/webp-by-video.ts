/**
 * WebP pictures for browsers whose canvas writes none (Safari's): a lossy WebP is one key frame of VP8 in a RIFF file, and
 * their video encoder makes those. https://developers.google.com/speed/webp/docs/riff_container
 */

/** How many bits the best quality may take: more than any picture of 256 × 256 pixels needs. */
const MOST_BITS = 800_000;

/** Encodes pixels, none of which may be transparent; null where the browser has no such encoder, or not for this page. */
export async function webpByVideo(pixels: ImageData, quality: number): Promise<Blob | null> {
  const { width, height } = pixels;
  const config = {
    codec: 'vp8',
    width,
    height,
    framerate: 1,
    bitrate: Math.round(MOST_BITS * quality * quality),
  };
  // Only pages that came by HTTPS have it.
  if (typeof VideoEncoder === 'undefined') return null;
  const { supported } = await VideoEncoder.isConfigSupported(config);
  return supported ? webpFile(await keyFrame(pixels, config)) : null;
}

function keyFrame(pixels: ImageData, config: VideoEncoderConfig): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const encoder = new VideoEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        resolve(bytes);
      },
      error: reject,
    });
    encoder.configure(config);
    const frame = frameOf(pixels);
    encoder.encode(frame, { keyFrame: true });
    frame.close();
    encoder.flush().then(() => encoder.close(), reject);
  });
}

function frameOf(pixels: ImageData): VideoFrame {
  const { width, height } = pixels;
  const format = { format: 'I420', codedWidth: width, codedHeight: height, timestamp: 0 } as const;
  return new VideoFrame(i420Of(pixels), format);
}

/** The brightness of each pixel, then both colours of every four, as WebP wants them: BT.601 with the range of studios. */
function i420Of({ data, width, height }: ImageData): Uint8Array<ArrayBuffer> {
  const count = width * height;
  const planes = new Uint8Array(count * 1.5);
  for (let at = 0; at < count; at += 1) {
    const [red, green, blue] = colourAt(data, at);
    planes[at] = 16 + (65.738 * red + 129.057 * green + 25.064 * blue) / 256 + 0.5;
  }
  for (let block = 0; block < count / 4; block += 1) {
    const across = width / 2;
    const first = Math.floor(block / across) * 2 * width + (block % across) * 2;
    const four = [first, first + 1, first + width, first + width + 1].map((at) => colourAt(data, at));
    const mean = (channel: 0 | 1 | 2) => four.reduce((sum, colour) => sum + colour[channel], 0) / 4;
    const [red, green, blue] = [mean(0), mean(1), mean(2)];
    planes[count + block] = 128 + (-37.945 * red - 74.494 * green + 112.439 * blue) / 256 + 0.5;
    planes[count * 1.25 + block] = 128 + (112.439 * red - 94.154 * green - 18.285 * blue) / 256 + 0.5;
  }
  return planes;
}

function colourAt(data: ImageData['data'], pixel: number): readonly [number, number, number] {
  const at = pixel * 4;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** The file around a key frame. */
function webpFile(frame: Uint8Array<ArrayBuffer>): Blob {
  // Chunks begin at even places.
  const padding = frame.length % 2;
  const head = new DataView(new ArrayBuffer(20));
  const write = (at: number, letters: string) =>
    Array.from(letters).forEach((letter, index) => head.setUint8(at + index, letter.charCodeAt(0)));
  write(0, 'RIFF');
  head.setUint32(4, 12 + frame.length + padding, true);
  write(8, 'WEBPVP8 ');
  head.setUint32(16, frame.length, true);
  return new Blob([head.buffer, frame, new Uint8Array(padding)], { type: 'image/webp' });
}
