import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { LocaleController } from '../controllers/locale-controller.ts';
import type { PartMissingEvent } from '../lazily.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { missingPartWords } from '../words/missing-part-words.ts';
import './notice-banner.ts';

/** Says so when a part of the page could not be fetched: because the server was updated, or is away. */
@customElement('missing-part')
export class MissingPart extends LitElement {
  static override styles = buttonStyle;

  @state() private why: PartMissingEvent['why'] | null = null;

  constructor() {
    super();
    new LocaleController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('part-missing', this.#note);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('part-missing', this.#note);
  }

  override render() {
    if (this.why === null) return nothing;
    return html`<notice-banner>
      ${missingPartWords(this.why)}
      <button slot="action" class="main" type="button" @click=${() => location.reload()}>
        ${msg('Load the page again')}
      </button>
    </notice-banner>`;
  }

  readonly #note = ({ why }: PartMissingEvent) => {
    this.why = why;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'missing-part': MissingPart;
  }
}
