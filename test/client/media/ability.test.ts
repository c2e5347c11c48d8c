import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Ability } from '../../../client/media/ability.ts';
import type { CarryObstacle } from '../../../client/media/carry-obstacle.ts';
import { type CarriedLink, FIRST_ROOM, GROWS_AFTER_MS } from '../../../client/media/carrying.ts';

const child = (peer: string): CarriedLink => ({
  peer,
  sentBps: 60_000,
  remoteLoss: 0,
  roundTripMs: 20,
  availableOutgoingBps: null,
});

/** A page with a clock that is moved by hand. */
class Page {
  wish = true;
  obstacle: CarryObstacle | null = null;
  links: readonly CarriedLink[] = [];
  workerLagMs = 0;
  broken = false;
  readonly told: number[] = [];
  readonly ability: Ability;
  #tick: (() => void) | undefined;

  constructor(change: Partial<Pick<Page, 'wish' | 'obstacle'>> = {}) {
    Object.assign(this, change);
    this.ability = new Ability({
      onTick: (listener) => {
        this.#tick = listener;
        return () => (this.#tick = undefined);
      },
      wish: () => this.wish,
      obstacle: () => Promise.resolve(this.obstacle),
      measure: () =>
        this.broken
          ? Promise.reject(new Error('the connection is closing'))
          : Promise.resolve({ links: this.links, workerLagMs: this.workerLagMs }),
      changed: (children) => this.told.push(children),
    });
  }

  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 50) {
      await vi.advanceTimersByTimeAsync(50);
      this.#tick?.();
    }
    await vi.advanceTimersByTimeAsync(0);
  }
}

beforeEach(() => vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }));
afterEach(() => vi.useRealTimers());

describe('what a page says it can carry', () => {
  test('[CARRY-16] is nothing before the device was looked at, and a modest number after', async () => {
    const page = new Page();
    expect(page.ability.children).toBe(0);
    await page.pass(0);
    expect(page.ability.children).toBe(FIRST_ROOM);
    expect(page.told).toEqual([FIRST_ROOM]);
  });

  test.each<[string, Partial<Page>]>([
    ['the person does not want it', { wish: false }],
    ['the device forbids it', { obstacle: 'phone' }],
  ])('[CARRY-17] is nothing where %s', async (_why, change) => {
    const page = new Page(change);
    await page.pass(10_000);
    expect(page.ability.children).toBe(0);
    expect(page.told).toEqual([]);
  });

  test('[CARRY-18] follows the wish and the device within a few seconds', async () => {
    const page = new Page();
    await page.pass(1_000);
    page.wish = false;
    await page.pass(3_000);
    page.wish = true;
    page.obstacle = 'battery';
    await page.pass(3_000);
    page.obstacle = null;
    await page.pass(3_000);
    expect(page.told).toEqual([FIRST_ROOM, 0, FIRST_ROOM]);
  });

  test('[CARRY-19] grows with what is carried well, and keeps that when one comes back from a pause', async () => {
    const page = new Page();
    page.links = ['ana', 'ben', 'cem'].map(child);
    await page.pass(GROWS_AFTER_MS + 3_000);
    expect(page.told).toEqual([FIRST_ROOM, FIRST_ROOM + 1]);
    page.wish = false;
    await page.pass(3_000);
    page.wish = true;
    await page.pass(3_000);
    expect(page.told).toEqual([FIRST_ROOM, FIRST_ROOM + 1, 0, FIRST_ROOM + 1]);
  });

  test('[CARRY-20] is halved when the worker cannot keep up', async () => {
    const page = new Page();
    page.workerLagMs = 300;
    await page.pass(3_000);
    expect(page.ability.children).toBe(Math.floor(FIRST_ROOM / 2));
  });

  test('[CARRY-21] stays as it was when something cannot be measured, and is measured again later', async () => {
    const page = new Page();
    await page.pass(50);
    page.broken = true;
    page.links = ['ana', 'ben', 'cem'].map(child);
    await page.pass(2 * GROWS_AFTER_MS);
    expect(page.told).toEqual([FIRST_ROOM]);
    page.broken = false;
    await page.pass(GROWS_AFTER_MS + 3_000);
    expect(page.told).toEqual([FIRST_ROOM, FIRST_ROOM + 1]);
  });

  test('[CARRY-22] is not said any more after the page has closed', async () => {
    const page = new Page();
    page.ability.close();
    await page.pass(6_000);
    expect(page.told).toEqual([]);
  });
});
