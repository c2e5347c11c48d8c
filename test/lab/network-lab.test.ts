import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, EmptySite } from '../support/bare-call.ts';
import { secondsSpent } from '../support/cpu.ts';
import { fallsSilent, hears } from '../support/hearing-expectations.ts';
import { NetworkLab, whyNoNetworkLab } from '../support/network-lab.ts';
import { quietEvaluate } from '../support/quiet-evaluate.ts';
import { microphoneScript } from '../support/voice-microphone.ts';

const reason = whyNoNetworkLab();

describe(
  `the network lab${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  { skip: reason !== undefined },
  () => {
    let lab: NetworkLab;
    let site: EmptySite;
    let url: string;
    let atBen: Browser;
    let ana: Page;
    let ben: Page;

    beforeAll(async () => {
      [lab, site] = await Promise.all([NetworkLab.open('ana', 'ben'), EmptySite.open()]);
      url = await lab.serve(site.port);
      const atAna = await lab.launchChromium('ana');
      atBen = await lab.launchChromium('ben');
      ana = await site.visitAt(url, atAna, microphoneScript('ana'));
      ben = await site.visitAt(url, atBen);
    }, 300_000);

    afterAll(async () => {
      await lab?.close();
      site?.close();
    });

    it('lets a browser in one network hear a browser in another, and both use the microphone', async () => {
      await call(ana, ben);
      await hears(ben, 'ana');
      expect(await quietEvaluate(ana, 'bareCalls[0].localDescription.sdp')).toContain(lab.addressOf('ana'));
    });

    it('cuts and repairs the line between two ends while both still reach the server', async () => {
      const silence = fallsSilent(ben);
      lab.block('ana', 'ben');
      expect(await silence).toBeLessThan(3000);
      expect(await quietEvaluate(ana, `fetch('/').then((response) => response.status)`)).toBe(200);
      lab.unblock('ana', 'ben');
      await hears(ben, 'ana', { withinMs: 30_000 });
    });

    it('loses a share of the media packets, which the receiving browser counts', async () => {
      lab.loseBetween('ana', 'ben', 20, 'udp');
      const before = await received(ben);
      const spent = await secondsSpent(
        atBen,
        async () => void (await hears(ben, 'ana', { withinMs: 30_000 })),
      );
      const after = await received(ben);
      lab.loseBetween('ana', 'ben', 0);
      const lost = after.lost - before.lost;
      expect(lost / (lost + after.packets - before.packets)).toBeGreaterThan(0.08);
      expect(spent['renderer']).toBeGreaterThan(0);
    });

    it('pulls the cable of one end, whose browser notices, and plugs it in again', async () => {
      lab.unplug('ben');
      await expect.poll(() => quietEvaluate(ben, 'navigator.onLine')).toBe(false);
      lab.plugIn('ben');
      await expect.poll(() => quietEvaluate(ben, 'navigator.onLine')).toBe(true);
      await expect.poll(() => quietEvaluate(ben, `fetch('/').then((response) => response.status)`)).toBe(200);
    });
  },
);

async function received(page: Page): Promise<{ lost: number; packets: number }> {
  const expression = `bareCalls[0].getStats().then((stats) => {
    const inbound = [...stats.values()].find(({ type }) => type === 'inbound-rtp');
    return { lost: inbound.packetsLost, packets: inbound.packetsReceived };
  })`;
  // The expression above returns just this.
  return (await quietEvaluate(page, expression)) as { lost: number; packets: number };
}
