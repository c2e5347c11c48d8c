import type { Page } from 'playwright-core';

declare global {
  interface Window {
    parleyBench: { pressedAt: number; decodedAt: number };
  }
}

/**
 * An init script that notes when *Join* was pressed and when the first audio that came over any connection was decoded: the
 * receiver's jitter buffer has given its first samples to the decoder (W3C webrtc-stats, `jitterBufferEmittedCount`). A page that
 * is busy looks late; how many samples (at 48 kHz) have come out meanwhile tells by how much.
 */
export const firstAudioScript = `(() => {
  const bench = (window.parleyBench = { pressedAt: 0, decodedAt: 0 });
  addEventListener('click', (event) => {
    if (event.composedPath().some((one) => one instanceof HTMLButtonElement && one.textContent.trim() === 'Join')) bench.pressedAt = performance.now();
  }, { capture: true });
  const emitted = async (connection) => {
    const counts = [...(await connection.getStats()).values()].map(({ jitterBufferEmittedCount = 0 }) => jitterBufferEmittedCount);
    return Math.max(0, ...counts);
  };
  // One look at all lines of a connection: looking must not cost more where there are more of them.
  const watch = async (connection) => {
    while (bench.decodedAt === 0) {
      const samples = await emitted(connection);
      if (samples > 0) bench.decodedAt = performance.now() - samples / 48;
      else await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener('track', () => void watch(this), { once: true });
    }
  };
})();`;

/** A person looks before pressing: the page has loaded, and has nothing left to do. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

/** Presses *Join* on a page at rest and resolves to the milliseconds from there to the first decoded audio. */
export async function joinAndMeasure(page: Page): Promise<number> {
  await settled(page);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.waitForFunction(() => window.parleyBench.decodedAt > 0, undefined, {
    polling: 20,
    timeout: 20_000,
  });
  return page.evaluate(() => window.parleyBench.decodedAt - window.parleyBench.pressedAt);
}
