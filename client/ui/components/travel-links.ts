import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { type Neighbour, type Neighbours, type TravelGroup, travelGroups } from '../travel-neighbours.ts';
import { groupWords, linkWords, measuredWords, nameOf, rateWords, wayWords } from '../words/travel-words.ts';
import { faceOf } from './person-face.ts';

/** Each link in words: who is at its other end and for what, how it is doing, what it costs. */
@customElement('travel-links')
export class TravelLinks extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3);
        padding: 10px 0;
        border-top: 1px solid var(--line);
        --face-size: 36px;
      }
      h3 {
        padding-bottom: var(--space-2);
      }
      strong {
        display: block;
        font-size: var(--type-label);
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .rates {
        text-align: end;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .figures {
        color: var(--ink-faint);
        font-size: var(--type-tiny);
      }
    `,
  ];

  /** Those to be listed. */
  @property({ attribute: false }) neighbours!: Neighbours;
  /** How many there are in each group, listed or not. */
  @property({ attribute: false }) counts!: Readonly<Record<TravelGroup, number>>;
  @property({ type: Boolean }) onStage = false;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return travelGroups.map((group) =>
      this.neighbours[group].length > 0 ? this.#renderGroup(group) : nothing,
    );
  }

  #renderGroup(group: TravelGroup) {
    const count = this.counts[group];
    return html`<section>
      <h3 class="label" id=${group}>
        ${groupWords(group, this.onStage)}${count > 1 ? html` <span>${count}</span>` : nothing}
      </h3>
      <ul role="list" aria-labelledby=${group}>
        ${this.neighbours[group].map((neighbour) => this.#renderLink(neighbour))}
      </ul>
    </section>`;
  }

  #renderLink(neighbour: Neighbour) {
    const { report, person } = neighbour;
    const name = nameOf(neighbour);
    const measured = measuredWords(report);
    return html`<li>
      ${faceOf(person ?? { name })}
      <div>
        <strong>${name}</strong>
        <p class="small">${wayWords(report.relayed)} · ${linkWords(report)}</p>
        ${measured ? html`<p class="small figures">${measured}</p>` : nothing}
      </div>
      <div class="small rates">
        ${report.sentBps > 0 ? html`<div>↑ ${rateWords(report.sentBps)}</div>` : nothing}
        ${report.receivedBps > 0 ? html`<div>↓ ${rateWords(report.receivedBps)}</div>` : nothing}
      </div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'travel-links': TravelLinks;
  }
}
