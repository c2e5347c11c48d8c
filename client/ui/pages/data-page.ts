import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Download } from 'lucide';
import type { MembersApi } from '../../session/members-api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/line-icon.ts';
import '../components/members-only.ts';
import '../components/page-head.ts';
import { ActController } from '../controllers/act-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { saveJson } from '../save-file.ts';
import { SessionChangedEvent } from '../session-changed-event.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { sheetPageStyle } from '../styles/sheet-page-style.ts';
import { refusalWords } from '../words/refusal-words.ts';
import type { AccountErasedEvent } from './data/erase-section.ts';
import './data/erase-section.ts';

/** The addresses at which whoever has erased their account is told so, also after loading the page again. */
const FAREWELL = '#erased';
const FAREWELL_WITH_TRACES = '#erased-but-traces';

/**
 * All that is stored about a member: to have, and to erase.
 * @fires session-changed when the account is gone
 */
@customElement('data-page')
export class DataPage extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    sheetPageStyle,
    css`
      .page {
        gap: var(--space-7);
      }
      button {
        --icon-size: 18px;
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  @property({ attribute: false }) session!: SessionInfo;
  @state() private saved = false;
  readonly #fetching = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    const { person } = this.session;
    const handle = person?.kind === 'member' ? (person.handle ?? '') : null;
    if (handle === null && [FAREWELL, FAREWELL_WITH_TRACES].includes(location.hash))
      return this.#renderFarewell(location.hash === FAREWELL_WITH_TRACES);
    return html`<div class="page">
      <page-head .heading=${msg('Your data')}></page-head>
      ${handle === null ? html`<members-only></members-only>` : this.#renderData(handle)}
    </div>`;
  }

  #renderData(handle: string) {
    const { busy, refused } = this.#fetching;
    return html`
      <section>
        <p>
          ${msg('Everything this server knows about you, in one file: your profile and picture, invites, devices and passkeys, whom you follow, who follows you, whom you have blocked, and your rooms. What only proves who you are, such as the tokens of your devices, is left out.')}
        </p>
        <p class="soft">
          ${msg('It is a text file (JSON) that people and programs can read.')}
          <a href="/privacy">${msg('Why it is kept, and for how long')}</a>
        </p>
        <div class="row">
          <button
            class="main"
            type="button"
            aria-disabled=${busy ? 'true' : 'false'}
            @click=${() => void this.#download(handle)}
          >
            <line-icon .icon=${Download}></line-icon>${busy ? msg('One moment…') : msg('Download my data')}
          </button>
          <span role="status">${this.saved ? msg('Your browser has the file now.') : nothing}</span>
        </div>
        ${refused ? html`<p class="fault" role="alert">${refusalWords(refused)}</p>` : nothing}
      </section>
      <erase-section
        .members=${this.members}
        .handle=${handle}
        @account-erased=${this.#sayFarewell}
      ></erase-section>
    `;
  }

  #renderFarewell(tracesRemain: boolean) {
    return html`<div class="page">
      <page-head .heading=${msg('Farewell')}></page-head>
      <section>
        <p>
          ${
            tracesRemain
              ? msg(
                  'Your account is erased, for good, and nobody finds anything of you here. This server’s disk is full just now: the last traces in its files go by themselves as soon as there is room.',
                )
              : msg('Your account is erased. Nothing of you is left on this server.')
          }
        </p>
        <p class="soft">
          ${msg('Thank you for having been here. Rooms whose link you get are still open to you, as a guest.')}
        </p>
        <div class="row"><a class="button" href="/">${msg('To the hallway')}</a></div>
      </section>
    </div>`;
  }

  async #download(handle: string): Promise<void> {
    this.saved = false;
    const data = await this.#fetching.do(() => this.members.fetchOwnData());
    if (!data) return;
    saveJson(`parley-${handle}.json`, data);
    this.saved = true;
  }

  #sayFarewell({ erased }: AccountErasedEvent): void {
    const farewell = erased.tracesRemain ? FAREWELL_WITH_TRACES : FAREWELL;
    history.replaceState(null, '', location.pathname + farewell);
    this.dispatchEvent(new SessionChangedEvent({ ...this.session, person: null, mayOpenRooms: false }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'data-page': DataPage;
  }
}
