import { launchChromium } from '../support/browsers.ts';
import { report } from '../support/figures.ts';
import { Visitor } from '../support/people.ts';
import { RunningServer } from '../support/running-server.ts';

/** What the first load of a room's page costs over the wire, compressed, headers included, in kB of 1,000 bytes. */

interface Transfer {
  readonly url: string;
  readonly kind: string;
  bytes: number;
}

const server = await RunningServer.start();
const browser = await launchChromium();
try {
  const owner = await Visitor.arrive(browser, server);
  await owner.becomeOwner('Ana');
  const url = await owner.openRoom('Load bench');
  const guest = await Visitor.arrive(browser, server);
  const transfers = await record(guest);
  await guest.look(url);
  await guest.page.evaluate(() => document.fonts.ready);
  await guest.page.waitForLoadState('networkidle');

  const all = [...transfers.values()];
  const kbOf = (...kinds: string[]) =>
    all.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;
  const { origin } = new URL(url);
  const figures = {
    totalKb: kbOf('Script', 'Stylesheet', 'Font'),
    jsKb: kbOf('Script'),
    thirdPartyRequests: all.filter((one) => /^https?:/.test(one.url) && new URL(one.url).origin !== origin)
      .length,
  };
  const rows = all.map(({ url, kind, bytes }) => ({ file: new URL(url).pathname, kind, kB: bytes / 1_000 }));
  report('load', rows, figures, [
    { figure: 'totalKb', atMost: 90 },
    { figure: 'jsKb', atMost: 60 },
    { figure: 'thirdPartyRequests', atMost: 0 },
  ]);
} finally {
  await browser.close();
  await server.close();
}

/** Notes every request of a page and the bytes of its answer as the network saw them. */
async function record(visitor: Visitor): Promise<ReadonlyMap<string, Transfer>> {
  const transfers = new Map<string, Transfer>();
  const session = await visitor.context.newCDPSession(visitor.page);
  session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    transfers.set(requestId, { url: request.url, kind: type ?? 'Other', bytes: 0 });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const transfer = transfers.get(requestId);
    if (transfer) transfer.bytes = encodedDataLength;
  });
  await session.send('Network.enable');
  return transfers;
}
