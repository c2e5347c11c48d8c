import type { PropertyValues } from 'lit';
import { css, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { initialOf, toneOf } from '../face-tone.ts';

/** A person's circle with their initial, `--face-size` wide. Decoration: the name is said beside it. */
@customElement('person-face')
export class PersonFace extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      place-items: center;
      flex: none;
      width: var(--face-size, 40px);
      height: var(--face-size, 40px);
      border-radius: 50%;
      background: var(--tone);
      color: var(--on-face);
      font: 400 calc(var(--face-size, 40px) * 0.42) / 1 var(--serif);
      user-select: none;
    }
    /* Drawn, not written: the initial is no text to be found, copied or spoken. */
    :host::before {
      content: attr(data-initial);
    }
    @media (forced-colors: active) {
      :host {
        border: 1px solid CanvasText;
      }
    }
  `;

  @property() name = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.ariaHidden = 'true';
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('name')) return;
    this.style.setProperty('--tone', toneOf(this.name));
    this.dataset['initial'] = initialOf(this.name);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'person-face': PersonFace;
  }
}
