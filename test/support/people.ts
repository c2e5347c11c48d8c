import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { hearingScript } from './hearing.ts';
import type { RunningServer } from './running-server.ts';

export interface Manners {
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce';
  /** Scripts of a dishonest page, run before the page's own. */
  readonly scripts?: readonly string[];
}

/** A handle that goes with a name. */
export function handleOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_')
    .padEnd(3, '_')
    .slice(0, 20);
}

/** Somebody at a browser: one context, one page, and what they do with it. */
export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #server: RunningServer;

  private constructor(context: BrowserContext, page: Page, server: RunningServer) {
    this.context = context;
    this.page = page;
    this.#server = server;
  }

  static async arrive(
    browser: Browser,
    server: RunningServer,
    { scripts = [], ...manners }: Manners = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'en-GB', ...manners });
    for (const content of [hearingScript, ...scripts]) await context.addInitScript({ content });
    return new Visitor(context, await context.newPage(), server);
  }

  /** Becomes the owner by the printed link. */
  async becomeOwner(name: string, handle = handleOf(name)): Promise<void> {
    await this.page.goto(`${this.#server.url}/owner#${this.#server.ownerToken}`);
    await this.page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await this.page.getByRole('textbox', { name: 'Handle' }).fill(handle);
    await this.page.keyboard.press('Enter');
    await this.button('Open a room').first().waitFor();
  }

  /** Opens a room and is in it; resolves to its URL. */
  async openRoom(title: string): Promise<string> {
    await this.page.goto(this.#server.url);
    await this.button('Open a room').first().click();
    await this.page.getByRole('textbox', { name: 'Room title' }).fill(title);
    await this.page.keyboard.press('Enter');
    await this.button('Leave quietly').waitFor();
    return this.page.url();
  }

  /** Looks at the room from outside. */
  async look(url: string): Promise<void> {
    await this.page.goto(url);
    await this.button('Join').waitFor();
  }

  /** Presses *Join*, as a guest of this name where one is asked for; resolves when inside. */
  async join(url: string, name?: string): Promise<void> {
    if (this.page.url() !== url) await this.look(url);
    if (name !== undefined) await this.page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await this.button('Join').click();
    await this.button('Leave quietly').waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The button of a person: `Ana, moderator, muted` begins with the name. */
  person(name: string, ...states: readonly string[]): Locator {
    const inOrder = states.map((state) => `(?=.*, ${state}(,|$))`).join('');
    return this.page.getByRole('button', { name: new RegExp(`^${name}(?=,)${inOrder}`) });
  }

  /** Opens somebody's menu and chooses from it. */
  async choose(name: string, item: string): Promise<void> {
    await this.person(name).first().click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** Answers a dialog, by the names of the dialog and of the button in it. */
  async answer(dialog: string | RegExp, button: string): Promise<void> {
    await this.page.getByRole('dialog', { name: dialog }).waitFor();
    await this.button(button).click();
    await this.page.getByRole('dialog', { name: dialog }).waitFor({ state: 'hidden' });
  }

  async unmute(): Promise<void> {
    await this.button('Unmute').first().click();
    await this.button('Mute').first().waitFor();
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
