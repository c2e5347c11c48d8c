import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LevelController } from '../controllers/level-controller.ts';

/** A bar that shows how loud the microphone hears you. Decoration: what it is for is said beside it. */
@customElement('level-meter')
export class LevelMeter extends LitElement {
  static override styles = css`
    :host {
      display: block;
      height: 10px;
      border-radius: var(--radius-pill);
      background: var(--line);
      overflow: hidden;
    }
    i {
      display: block;
      height: 100%;
      border-radius: inherit;
      background: var(--ring);
      transform: translateX(calc(var(--level, 0) * 100% - 100%));
    }
  `;

  @property({ attribute: false }) level: () => number = () => 0;

  constructor() {
    super();
    new LevelController(this, () => this.level());
  }

  override render() {
    return html`<i></i>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'level-meter': LevelMeter;
  }
}
