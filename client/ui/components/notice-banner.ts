import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { IconNode } from 'lucide';
import { baseStyle } from '../styles/base-style.ts';
import './line-icon.ts';

/**
 * A state of the room that lasts: what it is, and (in the slot) what can be done.
 * @slot the words
 * @slot action
 */
@customElement('notice-banner')
export class NoticeBanner extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-tray);
        background: var(--tray);
        font-size: var(--type-label);
        line-height: 1.4;
      }
      line-icon {
        color: var(--ink-soft);
        --icon-size: 22px;
      }
      div {
        flex: 1 1 12rem;
        min-width: 0;
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) icon: IconNode = [];

  override render() {
    return html`<line-icon .icon=${this.icon}></line-icon>
      <div><slot></slot></div>
      <slot name="action"></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'notice-banner': NoticeBanner;
  }
}
