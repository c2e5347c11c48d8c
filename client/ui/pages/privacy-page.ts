import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../components/page-head.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { sheetPageStyle } from '../styles/sheet-page-style.ts';
import { keptThings } from '../words/privacy-words.ts';

/** What the server keeps, why and for how long; and what it never has. */
@customElement('privacy-page')
export class PrivacyPage extends LitElement {
  static override styles = [
    baseStyle,
    sheetPageStyle,
    css`
      .page {
        gap: var(--space-7);
      }
      p {
        max-width: 36rem;
      }
      .lead {
        font-size: 1.0625rem;
      }
      dl {
        display: grid;
        margin: 0;
      }
      dl div {
        display: grid;
        gap: var(--space-1);
        padding: var(--space-4) 0;
        border-top: 1px solid var(--line);
      }
      dt {
        font-weight: 600;
      }
      dd {
        max-width: 36rem;
        margin: 0;
        text-wrap: pretty;
      }
      dd + dd {
        color: var(--ink-soft);
        font-size: var(--type-label);
      }
    `,
  ];

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`<div class="page">
      <page-head .heading=${msg('Privacy')}></page-head>
      ${this.#renderVoices()} ${this.#renderKept()} ${this.#renderNever()} ${this.#renderYours()}
    </div>`;
  }

  #renderVoices() {
    return html`<section>
      <p class="lead">
        ${msg('Voices go from browser to browser, encrypted on the way. The server only introduces the browsers to each other: it hears nothing and records nothing.')}
      </p>
      <p class="lead">
        <strong>${msg('People in a room can see each other’s IP address.')}</strong>
        ${msg('That is what a direct connection is made of. It tells roughly where somebody is, and who their provider is. Whoever only looks at a room from outside is connected to nobody.')}
      </p>
    </section>`;
  }

  #renderKept() {
    return html`<section>
      <h2 class="serif">${msg('What this server keeps')}</h2>
      <dl>
        ${keptThings().map(
          ({ what, why, until }) =>
            html`<div>
              <dt>${what}</dt>
              <dd>${why}</dd>
              <dd>${until}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }

  #renderNever() {
    return html`<section>
      <h2 class="serif">${msg('What it does not do')}</h2>
      <p>
        ${msg('Nobody else is involved: no analytics, no advertising, no fonts or scripts from elsewhere. There is one cookie, and it says to this server alone which browser this is. Links to Instagram and LinkedIn lead there only when you follow them.')}
      </p>
      <p>
        ${msg('Its logs hold no names and no addresses. To slow down whoever asks too often, addresses are held in memory for up to an hour, and never written down.')}
      </p>
      <p>
        ${msg('Theme, language, sounds, microphone and the name you used as a guest stay in your browser; so does the room before whose closed door you stood last, to bring you back there.')}
      </p>
    </section>`;
  }

  #renderYours() {
    return html`<section>
      <h2 class="serif">${msg('What is yours to decide')}</h2>
      <p>
        ${msg('Members can download everything that is stored about them, and erase it at once and for good.')}
        <a href="/data">${msg('Your data')}</a>
      </p>
      <p class="soft">
        ${msg('This server is run by a person or a group, not by the makers of Parley. Whoever runs it can read its database and decides about backups; ask them if you want to know more.')}
      </p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'privacy-page': PrivacyPage;
  }
}
