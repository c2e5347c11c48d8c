import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium, type ChromiumOptions } from './browsers.ts';
import {
  command,
  inside,
  ip,
  removeNamespaces,
  removeStaleNamespaces,
  whyNoNetworkLab,
} from './network-namespaces.ts';
import { openPortRelay, type PortRelay } from './port-relay.ts';
import { forwardingRules, type Disturbance } from './network-rules.ts';

export { whyNoNetworkLab };

let labs = 0;

/**
 * A small internet on one Linux machine: each end has a network of its own (10.77.N.0/24, in its own namespace), joined by a router
 * on which lines can be made bad or cut. The end named `server` always exists. The host's own network is never touched.
 */
export class NetworkLab {
  readonly #prefix: string;
  readonly #folder: string;
  readonly #ends: readonly string[];
  readonly #disturbances = new Map<string, Disturbance>();
  readonly #relays: PortRelay[] = [];
  readonly #browsers: Browser[] = [];
  /** The last number of the addresses of ends that have moved. */
  readonly #moved = new Map<string, number>();
  readonly #cleanUp = (): void => {
    removeNamespaces(this.#namespaces());
    rmSync(this.#folder, { recursive: true, force: true });
  };

  private constructor(folder: string, ends: readonly string[]) {
    this.#prefix = `parley-${process.pid}-${++labs}`;
    this.#folder = folder;
    this.#ends = ends;
  }

  /** Builds the networks of these ends (names of up to 12 letters); throws where `whyNoNetworkLab` has a reason. */
  static async open(...ends: readonly string[]): Promise<NetworkLab> {
    const reason = whyNoNetworkLab();
    if (reason !== undefined) throw new Error(reason);
    removeStaleNamespaces();
    const lab = new NetworkLab(await mkdtemp(join(tmpdir(), 'parley-lab-')), ['server', ...ends]);
    process.once('exit', lab.#cleanUp);
    try {
      lab.#build();
    } catch (error) {
      await lab.close();
      throw error;
    }
    return lab;
  }

  addressOf(end: string): string {
    return `10.77.${this.#numberOf(end)}.${this.#moved.get(end) ?? 2}`;
  }

  /** Loses this share of the packets between two ends, both ways, until told otherwise; 0 repairs the line. */
  loseBetween(one: string, other: string, percent: number, only: 'udp' | 'all' = 'all'): void {
    const between = [this.addressOf(one), this.addressOf(other)] as const;
    this.#disturbances.set([...between].sort().join(), { between, percent, only });
    this.#applyRules();
  }

  /** Lets nothing through between two ends, as a broken line far away would: nobody is told. */
  block(one: string, other: string): void {
    this.loseBetween(one, other, 100);
  }

  unblock(one: string, other: string): void {
    this.loseBetween(one, other, 0);
  }

  /** Pulls the cable of one end: its browser notices at once that it is offline. */
  unplug(end: string): void {
    ip(`-n ${this.#namespace(end)} link set to-router down`);
  }

  /** Gives an end a new address, as going from one network to another does: nothing that was open over the old one goes on. */
  move(end: string): void {
    this.#moved.set(end, (this.#moved.get(end) ?? 2) + 1);
    ip(`-n ${this.#namespace(end)} address flush dev to-router`);
    ip(`-n ${this.#namespace(end)} address add ${this.addressOf(end)}/24 dev to-router`);
  }

  plugIn(end: string): void {
    ip(`-n ${this.#namespace(end)} link set to-router up`);
    // The kernel forgot it with the link.
    ip(`-n ${this.#namespace(end)} route replace default via 10.77.${this.#numberOf(end)}.1`);
  }

  /** Runs a program at one end until it is over and returns what it printed. */
  run(end: string, ...words: readonly string[]): string {
    return command('ip', inside(this.#namespace(end), ...words));
  }

  /** Makes a server that listens on 127.0.0.1 of the host reachable from all ends; returns its URL there. */
  async serve(port: number): Promise<string> {
    const host = this.addressOf('server');
    this.#relays.push(await openPortRelay(this.#namespace('server'), host, port, this.#folder));
    return `http://${host}:${port}`;
  }

  /** Starts a Chromium at one end. What was served before counts as a secure origin there, so it may have the microphone. */
  async launchChromium(end: string, options: Omit<ChromiumOptions, 'executablePath'> = {}): Promise<Browser> {
    const script = join(this.#folder, `chromium-at-${end}`);
    const words = ['ip', ...inside(this.#namespace(end), await findChromium())].map((word) => `'${word}'`);
    await writeFile(script, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o755 });
    const origins = this.#relays.map(({ origin }) => origin).join();
    const args = [
      ...(options.args ?? []),
      ...(origins ? [`--unsafely-treat-insecure-origin-as-secure=${origins}`] : []),
    ];
    const browser = await launchChromium({ ...options, executablePath: script, args });
    this.#browsers.push(browser);
    return browser;
  }

  /** Closes the browsers that were started here, then takes everything down; may be called again. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#browsers.splice(0).map((browser) => browser.close()));
    for (const relay of this.#relays.splice(0)) relay.close();
    this.#cleanUp();
    process.off('exit', this.#cleanUp);
  }

  #build(): void {
    const router = this.#namespace('router');
    ip(`netns add ${router}`);
    ip(`-n ${router} link set lo up`);
    command('ip', inside(router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward'));
    for (const end of this.#ends) this.#connect(end, router);
    this.#applyRules();
  }

  #connect(end: string, router: string): void {
    const own = this.#namespace(end);
    const network = `10.77.${this.#numberOf(end)}`;
    ip(`netns add ${own}`);
    ip(`-n ${own} link set lo up`);
    ip(`link add to-router netns ${own} type veth peer name to-${end} netns ${router}`);
    ip(`-n ${own} address add ${network}.2/24 dev to-router`);
    ip(`-n ${router} address add ${network}.1/24 dev to-${end}`);
    ip(`-n ${router} link set to-${end} up`);
    this.plugIn(end);
  }

  #applyRules(): void {
    command(
      'ip',
      inside(this.#namespace('router'), 'nft', '-f', '-'),
      forwardingRules([...this.#disturbances.values()]),
    );
  }

  #numberOf(end: string): number {
    const index = this.#ends.indexOf(end);
    if (index < 0) throw new Error(`The lab has no end called ${end}, only ${this.#ends.join(', ')}`);
    return index + 1;
  }

  #namespace(end: string): string {
    return `${this.#prefix}-${end}`;
  }

  #namespaces(): string[] {
    return [...this.#ends, 'router'].map((end) => this.#namespace(end));
  }
}
