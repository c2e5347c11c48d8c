import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Person } from '../../../shared/room/state.ts';
import type { LinkReport } from '../../media/link-report.ts';
import { linkWords, measuredWords, rateWords, wayWords } from '../words/travel-words.ts';
import { ModalElement } from './modal-element.ts';
import { faceOf } from './person-face.ts';

/** A room of hundreds has hundreds of links: the worst come first, the rest are counted. */
const SHOWN = 24;

/**
 * How the audio travels: whom this browser is linked to, what that costs, and how well it goes.
 * @fires dialog-closed
 */
@customElement('travel-panel')
export class TravelPanel extends ModalElement {
  static override styles = [
    ModalElement.styles,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3);
        padding: 10px 0;
        border-top: 1px solid var(--line);
        --face-size: 36px;
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
      .sum {
        font-size: var(--type-label);
      }
      .sum + .small {
        margin-top: var(--space-2);
      }
    `,
  ];

  /** Null until the first measurement. */
  @property({ attribute: false }) reports: readonly LinkReport[] | null = null;
  @property({ attribute: false }) personOf: (peer: string) => Person | undefined = () => undefined;

  protected override words(): string {
    return msg('How the audio travels');
  }

  protected override renderBody() {
    return this.reports ? this.#renderReports(this.reports) : html`<p class="small">${msg('Measuring…')}</p>`;
  }

  #renderReports(reports: readonly LinkReport[]) {
    const worstFirst = reports.toSorted((a, b) => trouble(b) - trouble(a)).slice(0, SHOWN);
    const more = reports.length - worstFirst.length;
    return html`
      <div>${this.#renderSum(reports)}</div>
      <ul role="list" aria-label=${msg('Links')}>
        ${worstFirst.map((report) => this.#renderLink(report))}
      </ul>
      ${more > 0 ? html`<p class="small">${msg(str`and ${more} more, none of them worse`)}</p>` : nothing}
    `;
  }

  #renderSum(reports: readonly LinkReport[]) {
    if (reports.length === 0) {
      return html`<p class="sum">
        ${msg('Nobody is linked to you: you are alone on stage, or nobody is there yet.')}
      </p>`;
    }
    const sent = rateWords(reports.reduce((sum, { sentBps }) => sum + sentBps, 0));
    const received = rateWords(reports.reduce((sum, { receivedBps }) => sum + receivedBps, 0));
    const count = reports.length;
    return html`
      <p class="sum">
        ${
          count === 1
            ? msg('Your browser is linked to 1 other browser.')
            : msg(str`Your browser is linked to ${count} other browsers.`)
        }
        ${msg(str`It sends ${sent} and receives ${received}.`)}
      </p>
      <p class="small">
        ${
          reports.some(({ relayed }) => relayed)
            ? msg('Where no straight way was found, a relay passes the sound on; it cannot listen to it.')
            : msg('No voice passes through the server.')
        }
      </p>
    `;
  }

  #renderLink(report: LinkReport) {
    const person = this.personOf(report.peer);
    const name = person?.name ?? msg('Somebody in the audience');
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

function trouble({ state, loss, roundTripMs }: LinkReport): number {
  return (state === 'up' ? 0 : 10) + loss * 10 + (roundTripMs ?? 0) / 1000;
}

declare global {
  interface HTMLElementTagNameMap {
    'travel-panel': TravelPanel;
  }
}
