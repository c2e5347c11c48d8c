import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AudioPlace } from '../../../shared/protocol/messages.ts';
import type { ParticipantId, Person } from '../../../shared/room/state.ts';
import type { LinkReport } from '../../media/link-report.ts';
import { countsOf, type Neighbours, neighboursOf, worstLinks } from '../travel-neighbours.ts';
import {
  carryWords,
  distanceWords,
  drawingWords,
  roomSizeWords,
  waitingForPlaceWords,
} from '../words/travel-place-words.ts';
import { rateWords } from '../words/travel-words.ts';
import { ModalElement } from './modal-element.ts';
import './travel-drawing.ts';
import './travel-links.ts';

/** A room of hundreds has many links: the worst are listed, the rest are counted. */
const LISTED = 24;

/**
 * How the audio travels: whom this browser is linked to and what for, what that costs, how well it goes, and how many more the
 * room can hold.
 * @fires dialog-closed
 */
@customElement('travel-panel')
export class TravelPanel extends ModalElement {
  static override styles = [
    ModalElement.styles,
    css`
      .facts {
        display: grid;
        gap: var(--space-2);
      }
      .facts p {
        text-wrap: pretty;
      }
      .facts p:not(.small) {
        font-size: var(--type-label);
      }
    `,
  ];

  /** Null until the first measurement. */
  @property({ attribute: false }) reports: readonly LinkReport[] | null = null;
  /** Null where the server has not said. */
  @property({ attribute: false }) place: AudioPlace | null = null;
  /** Everyone on stage, oneself too if that is where one is. */
  @property({ attribute: false }) stage: readonly (Person & { readonly id: ParticipantId })[] = [];
  @property({ attribute: false }) you: ParticipantId = '';
  /** Whether one hears nobody for want of a place. */
  @property({ type: Boolean }) waiting = false;
  @property({ attribute: false }) personOf: (peer: ParticipantId) => Person | undefined = () => undefined;

  protected override words(): string {
    return msg('How the audio travels');
  }

  protected override renderBody() {
    return this.reports ? this.#renderReports(this.reports) : html`<p class="small">${msg('Measuring…')}</p>`;
  }

  #renderReports(reports: readonly LinkReport[]) {
    const all = this.#neighboursOf(reports);
    const listed = worstLinks(reports, LISTED);
    const more = reports.length - listed.length;
    return html`
      ${this.#renderDrawing(all)}
      <div class="facts">${this.#renderFacts(all)} ${this.#renderSum(reports)}</div>
      <travel-links
        .neighbours=${this.#neighboursOf(listed)}
        .counts=${countsOf(all)}
        .onStage=${this.#onStage}
      ></travel-links>
      ${more > 0 ? html`<p class="small">${msg(str`and ${more} more, none of them worse`)}</p>` : nothing}
    `;
  }

  #renderDrawing(neighbours: Neighbours) {
    const around = {
      neighbours,
      stage: this.stage.filter(({ id }) => id !== this.you),
      you: this.personOf(this.you),
      onStage: this.#onStage,
      depth: this.place?.depth ?? null,
    };
    return html`<travel-drawing
      .around=${around}
      .words=${drawingWords(neighbours, this.#onStage)}
    ></travel-drawing>`;
  }

  #renderFacts(neighbours: Neighbours) {
    const { place } = this;
    const facts = [
      this.#whereWords(),
      carryWords(neighbours, place?.reach ?? 0),
      place && !this.waiting ? roomSizeWords(place) : undefined,
    ];
    return facts.map((words) => (words ? html`<p>${words}</p>` : nothing));
  }

  #whereWords(): string | undefined {
    if (this.waiting) return waitingForPlaceWords();
    const depth = this.#onStage ? 0 : this.place?.depth;
    return typeof depth === 'number' ? distanceWords(depth) : undefined;
  }

  #renderSum(reports: readonly LinkReport[]) {
    if (reports.length > 0) return [this.#renderRates(reports), this.#renderHonesty(reports)];
    if (this.waiting) return nothing;
    return html`<p>${msg('Nobody is linked to you: you are alone on stage, or nobody is there yet.')}</p>`;
  }

  #renderRates(reports: readonly LinkReport[]) {
    const sent = rateWords(reports.reduce((sum, { sentBps }) => sum + sentBps, 0));
    const received = rateWords(reports.reduce((sum, { receivedBps }) => sum + receivedBps, 0));
    const count = new Set(reports.map(({ peer }) => peer)).size;
    const linked =
      count === 1
        ? msg('Your browser is linked to 1 other browser.')
        : msg(str`Your browser is linked to ${count} other browsers.`);
    return html`<p class="small">${linked} ${msg(str`It sends ${sent} and receives ${received}.`)}</p>`;
  }

  #renderHonesty(reports: readonly LinkReport[]) {
    return html`<p class="small">
      ${
        reports.some(({ relayed }) => relayed)
          ? msg('Where no straight way was found, a relay passes the sound on; it cannot listen to it.')
          : msg('No voice passes through the server.')
      }
    </p>`;
  }

  #neighboursOf(reports: readonly LinkReport[]): Neighbours {
    return neighboursOf(reports, this.personOf, (peer) => this.stage.some(({ id }) => id === peer));
  }

  get #onStage(): boolean {
    return this.stage.some(({ id }) => id === this.you);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'travel-panel': TravelPanel;
  }
}
