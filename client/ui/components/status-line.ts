import type { PropertyValues } from 'lit';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyle } from '../styles/base-style.ts';

/** A sentence that is shown, and spoken, for a few seconds. */
export interface StatusWords {
  readonly id: number;
  readonly text: string;
}

/** What has just happened, for the eye and (politely) for a screen reader. */
@customElement('status-line')
export class StatusLine extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        pointer-events: none;
      }
      div {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-4);
      }
      p {
        max-width: 32rem;
        padding: 10px 18px;
        border-radius: var(--radius-tray);
        background: var(--ink);
        color: var(--sheet);
        font-size: var(--type-label);
        line-height: 1.35;
        text-align: center;
        text-wrap: balance;
        overflow-wrap: anywhere;
        box-shadow: 0 6px 24px var(--shadow);
        animation: appear var(--soft) var(--ease);
      }
      @keyframes appear {
        from {
          opacity: 0;
          transform: translateY(-8px);
        }
      }
      @media (forced-colors: active) {
        p {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) words: readonly StatusWords[] = [];

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    return changed.has('words');
  }

  override render() {
    return html`<div role="status">
      ${repeat(
        this.words,
        ({ id }) => id,
        ({ text }) => html`<p>${text}</p>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'status-line': StatusLine;
  }
}
