import type { Page } from 'playwright-core';

/** A JPEG as a camera might have made it, of these many pixels. */
export async function photograph(page: Page, width: number, height: number): Promise<Buffer> {
  const bytes = await page.evaluate(
    async ([across, down]) => {
      const canvas = new OffscreenCanvas(across, down);
      const context = canvas.getContext('2d');
      for (let x = 0; x < across; x += 8) {
        for (let y = 0; y < down; y += 8) {
          if (context) context.fillStyle = `hsl(${(x * 7 + y * 13) % 360} 70% ${30 + ((x * y) % 50)}%)`;
          context?.fillRect(x, y, 8, 8);
        }
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [width, height] as const,
  );
  return Buffer.from(bytes);
}
