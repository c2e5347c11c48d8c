import { html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Hourglass } from 'lucide';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { waitingForPlaceWords } from '../words/travel-place-words.ts';
import './notice-banner.ts';

/** Tells a listener why nothing is heard: there is no place for one more yet. */
@customElement('waiting-notice')
export class WaitingNotice extends LitElement {
  static override styles = baseStyle;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`<notice-banner .icon=${Hourglass}>${waitingForPlaceWords()}</notice-banner>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'waiting-notice': WaitingNotice;
  }
}
