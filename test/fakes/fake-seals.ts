import type { RoutingEvents } from '../../client/media/router/routing.ts';
import { SealBook } from '../../client/media/router/seal-book.ts';
import { type Seal, sealBody, writeSeal } from '../../client/media/router/seal.ts';

/** Signs as somebody: without any cryptography, but so that nobody else's signature looks the same. */
export function fakeSign(speaker: string): (seal: Seal) => Promise<Uint8Array> {
  return (seal) => Promise.resolve(writeSeal(sealBody(seal), fakeSignature(speaker)));
}

/** Believes what `fakeSign` has signed; `verifies` is waited for before. */
export function fakeBook(clock: () => number, verifies: () => Promise<void> = async () => {}): SealBook {
  return new SealBook(async (speaker, { signature }) => {
    await verifies();
    return signature.join() === fakeSignature(speaker).join();
  }, clock);
}

export const nobodyCares: RoutingEvents = { starts: () => {}, lend: () => {}, doubts: () => {} };

function fakeSignature(speaker: string): Uint8Array {
  return new Uint8Array(64).fill(speaker.codePointAt(0) ?? 0);
}
