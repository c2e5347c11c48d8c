import { LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { refusalWords } from '../words/refusal-words.ts';

/** Why the server said no, for those parts of the first page that cannot wait for the words: they come into it once they are fetched. */
@customElement('refusal-line')
export class RefusalLine extends LitElement {
  @property({ attribute: false }) reason!: RefusalReason;

  constructor() {
    super();
    new LocaleController(this);
  }

  /** Nothing but a text: it belongs to the paragraph that it is in. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override render() {
    return refusalWords(this.reason);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'refusal-line': RefusalLine;
  }
}
