import type { LitElement, ReactiveController } from 'lit';
import { eachStep } from '../level-loop.ts';

/** Below this difference nobody sees a ring move, and the style is left alone. */
const VISIBLE_STEP = 0.015;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Keeps `--level` (0 to 1) on its element at what `read` says; null means that there is nothing to hear. */
export class LevelController implements ReactiveController {
  readonly #host: LitElement;
  readonly #read: () => number | null;
  #stop: (() => void) | undefined;
  #shown = 0;
  #level = 0;

  constructor(host: LitElement, read: () => number | null) {
    this.#host = host;
    this.#read = read;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#read() === null) this.#rest();
    else this.#stop ??= eachStep(() => this.#follow());
  }

  hostDisconnected(): void {
    this.#rest();
  }

  /** Rises at once, falls softly: a ring that flickers with every syllable tires the eye. */
  #follow(): void {
    const heard = this.#read() ?? 0;
    this.#level = heard > this.#level ? heard : this.#level * 0.6 + heard * 0.4;
    this.#show(calm.matches ? Number(this.#level > 0.08) * 0.5 : this.#level);
  }

  #rest(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#level = 0;
    this.#show(0);
  }

  #show(level: number): void {
    if (Math.abs(level - this.#shown) < VISIBLE_STEP && level > 0) return;
    if (level === this.#shown) return;
    this.#shown = level;
    this.#host.style.setProperty('--level', level.toFixed(3));
  }
}
