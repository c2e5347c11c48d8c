import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import type { Browser as FirefoxBrowser, Page as FirefoxPage } from 'puppeteer-core';
import { hearingScript } from './hearing.ts';
import { quietRun, type TestPage } from './quiet-evaluate.ts';

/** As strict as the product's own policy, so that the test support is known to work under it. */
const policy =
  "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** An empty page on 127.0.0.1 (microphones need a secure origin) under a strict Content-Security-Policy. */
export class EmptySite {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<EmptySite> {
    const server = createServer((_, response) => {
      response.setHeader('Content-Security-Policy', policy);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end('<!doctype html><title>Empty</title><button>Click me</button>');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new EmptySite(server);
  }

  get port(): number {
    // A server that listens on a host and port has an address of this kind.
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** A new person: a context of its own, with the tap for hearing and these other init scripts. */
  async visit(browser: Browser, ...scripts: readonly string[]): Promise<Page> {
    return await this.visitAt(this.url, browser, ...scripts);
  }

  /** The same by another way to this site, as from a network of the lab. */
  async visitAt(url: string, browser: Browser, ...scripts: readonly string[]): Promise<Page> {
    const context = await browser.newContext();
    for (const content of [hearingScript, ...scripts]) await context.addInitScript({ content });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  /** The same in Firefox, where each page is closed with the browser. */
  async visitFirefox(browser: FirefoxBrowser, ...scripts: readonly string[]): Promise<FirefoxPage> {
    const page = await browser.newPage();
    for (const source of [hearingScript, ...scripts]) await page.evaluateOnNewDocument(source);
    await page.goto(this.url);
    return page;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

declare global {
  interface Window {
    bareCalls?: RTCPeerConnection[];
    bareAudio?: HTMLAudioElement[];
  }
}

/**
 * Sends one page's microphone to another page over a bare RTCPeerConnection, played by an `<audio>` that is not in the document.
 * Neither page gets a user gesture by it. The test support proves itself on this; the product has its own links.
 */
export async function call(speaker: TestPage, listener: TestPage): Promise<void> {
  const offer = await quietRun(speaker, offerMicrophone, undefined);
  const answer = await quietRun(listener, answerAndPlay, offer);
  await quietRun(
    speaker,
    async (sdp: string) => await window.bareCalls?.at(-1)?.setRemoteDescription({ type: 'answer', sdp }),
    answer,
  );
}

/** Runs in the speaker's page. */
async function offerMicrophone(): Promise<string> {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  const connection = new RTCPeerConnection();
  (window.bareCalls ??= []).push(connection);
  for (const track of microphone.getTracks()) connection.addTrack(track, microphone);
  await connection.setLocalDescription();
  await new Promise<void>((complete) => {
    connection.onicecandidate = ({ candidate }) => candidate ?? complete();
  });
  return connection.localDescription?.sdp ?? '';
}

/** Runs in the listener's page. */
async function answerAndPlay(sdp: string): Promise<string> {
  const connection = new RTCPeerConnection();
  (window.bareCalls ??= []).push(connection);
  connection.ontrack = ({ streams: [stream] }) => {
    const audio = new Audio();
    (window.bareAudio ??= []).push(audio);
    audio.srcObject = stream ?? null;
    audio.play().catch((error: unknown) => console.info(String(error)));
  };
  await connection.setRemoteDescription({ type: 'offer', sdp });
  await connection.setLocalDescription();
  await new Promise<void>((complete) => {
    connection.onicecandidate = ({ candidate }) => candidate ?? complete();
  });
  return connection.localDescription?.sdp ?? '';
}
