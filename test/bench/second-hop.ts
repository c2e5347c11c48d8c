import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { median, type Figures, type Row } from '../support/figures.ts';
import type { NetworkLab } from '../support/network-lab.ts';
import { voiceFile } from '../support/voices.ts';
import { concealedBetween, type LineSamples } from './concealment.ts';
import type { EngineSite, Way } from './engine-site.ts';

const LOSSES = [10, 20, 30] as const;
const ROUNDS = 3;
const ROUND_MS = 10_000;
const SETTLE_MS = 3_000;

/**
 * How much of the audio a listener has to invent who hears a speaker over somebody else, each of the two hops losing packets at random: beside a
 * direct link (RED first, as ever) at the same time that loses what two independent hops lose together.
 */
export class SecondHop {
  readonly #lab: NetworkLab;
  readonly #site: EngineSite;

  constructor(lab: NetworkLab, site: EngineSite) {
    this.#lab = lab;
    this.#site = site;
  }

  /** Needs ends of the lab that are called `speaker`, `middle` and `listener`. */
  async measure(): Promise<{ readonly rows: readonly Row[]; readonly figures: Figures }> {
    const listeners = await this.#arrange();
    const rows: Row[] = [];
    const sums = { routed: 0, ordinary: 0 };
    const figures: Record<string, number> = {};
    for (const loss of LOSSES) {
      this.#lose(loss);
      await pause(SETTLE_MS);
      const rounds: Record<Way, number>[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await this.#round(listeners));
      const routed = median(rounds.map((round) => round.routed));
      const ordinary = median(rounds.map((round) => round.ordinary));
      sums.routed += routed;
      sums.ordinary += ordinary;
      rows.push({
        'loss of each hop, %': loss,
        'two hops, % concealed': routed,
        [`direct with the loss of both, % concealed`]: ordinary,
        ratio: routed / ordinary,
      });
      figures[`hop2Concealed${loss}`] = routed;
      figures[`hop2Reference${loss}`] = ordinary;
    }
    // All three together: where next to nothing is lost for good, a ratio says little.
    figures['hop2Ratio'] = sums.routed / sums.ordinary;
    return { rows, figures };
  }

  /** Resolves to the pages of the two listeners once both hear the speaker. */
  async #arrange(): Promise<Record<Way, Page>> {
    const url = await this.#lab.serve(this.#site.port);
    const [speaking, passing, listening] = [
      await this.#lab.launchChromium('speaker', { voice: await voiceFile('ana') }),
      await this.#lab.launchChromium('middle'),
      await this.#lab.launchChromium('listener'),
    ];
    const visit = (browser: typeof speaking, way: Way) => this.#site.visit(browser, way, { url });
    const middle = await visit(passing, 'routed');
    const pages = {
      routed: { speaker: await visit(speaking, 'routed'), listener: await visit(listening, 'routed') },
      ordinary: { speaker: await visit(speaking, 'ordinary'), listener: await visit(listening, 'ordinary') },
    };
    await this.#link(['ana', pages.routed.speaker], ['mia', middle], ['ben', pages.routed.listener]);
    await this.#link(['direct ana', pages.ordinary.speaker], ['direct ben', pages.ordinary.listener]);
    return { routed: pages.routed.listener, ordinary: pages.ordinary.listener };
  }

  /** Links each person to the one before, from the first, who speaks, to the last; resolves when that one hears something. */
  async #link(...people: readonly (readonly [id: string, page: Page])[]): Promise<void> {
    const fingerprints = new Map<string, string>();
    for (const [id, page] of people) fingerprints.set(id, await this.#site.arrive(page, id));
    const [speaker, last] = [people[0]?.[0] ?? '', people.at(-1)];
    const passedOn = people.length > 2;
    for (const [index, [id, page]] of people.entries()) {
      const [before, after] = [people[index - 1]?.[0], people[index + 1]?.[0]];
      const links = [
        ...(before === undefined ? [] : [[passedOn ? 'parent' : 'stage', before, true] as const]),
        ...(after === undefined ? [] : [[passedOn ? 'child' : 'stage', after, false] as const]),
      ].map(([kind, peer, initiator]) => [kind, peer, fingerprints.get(peer) ?? '', initiator] as const);
      await page.evaluate(
        async ([id, speaker, links]) => {
          const person = lab.personHere(id);
          if (id === speaker) person.hear(true);
          else person.hear(false, speaker);
          for (const [kind, peer, fingerprint, initiator] of links)
            person.link(kind, new Map([[peer, fingerprint]]), initiator);
          if (id === speaker) await person.speak(true);
        },
        [id, speaker, links] as const,
      );
    }
    await last?.[1].waitForFunction(async (id) => (await lab.personHere(id).packetsReceived()) > 50, last[0]);
  }

  #lose(percent: number): void {
    const kept = 1 - percent / 100;
    this.#lab.loseBetween('speaker', 'middle', percent, 'udp');
    this.#lab.loseBetween('middle', 'listener', percent, 'udp');
    this.#lab.loseBetween('speaker', 'listener', 100 * (1 - kept * kept), 'udp');
  }

  /** Percent of the samples played in one round that were concealed and not silence, two hops deep and directly. */
  async #round(listeners: Record<Way, Page>): Promise<Record<Way, number>> {
    const before = await linesOf(listeners);
    await pause(ROUND_MS);
    const after = await linesOf(listeners);
    const share = (way: Way) => concealedBetween(before[way], after[way]);
    return { routed: share('routed'), ordinary: share('ordinary') };
  }
}

async function linesOf({ routed, ordinary }: Record<Way, Page>): Promise<Record<Way, LineSamples[]>> {
  const read = (page: Page, id: string) => page.evaluate((id) => lab.personHere(id).lineSamples(), id);
  return { routed: await read(routed, 'ben'), ordinary: await read(ordinary, 'direct ben') };
}
