import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ArrowLeft } from 'lucide';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import './line-icon.ts';

/**
 * The head of a page: the way back to the hallway, and its heading, which takes the focus when the page is opened.
 * @slot a face, say, above the heading
 */
@customElement('page-head')
export class PageHead extends LitElement {
  static override styles = [
    baseStyle,
    css`
      a {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        color: var(--ink-soft);
        font-size: var(--type-label);
        text-decoration: none;
        --icon-size: 18px;
      }
      a:hover {
        color: var(--ink);
      }
      h1 {
        margin-top: var(--space-2);
      }
    `,
  ];

  @property() heading = '';

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override updated(): void {
    document.title = `${this.heading} – Parley`;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('h1')?.focus({ preventScroll: true });
  }

  override render() {
    return html`
      <a href="/"><line-icon .icon=${ArrowLeft}></line-icon>${msg('Hallway')}</a>
      <slot></slot>
      <h1 tabindex="-1">${this.heading}</h1>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'page-head': PageHead;
  }
}
