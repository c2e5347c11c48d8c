import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MemberCard } from '../../../../shared/protocol/members.ts';
import type { MembersApi } from '../../../session/members-api.ts';
import '../../components/ask-again.ts';
import '../../components/member-list.ts';
import type { MemberPressedEvent } from '../../components/member-list.ts';
import { ActController } from '../../controllers/act-controller.ts';
import { AnswerController } from '../../controllers/answer-controller.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { sectionStyle } from '../../styles/section-style.ts';
import { refusalWords } from '../../words/refusal-words.ts';

/** Whom one has blocked, and the way to take that back. */
@customElement('blocked-section')
export class BlockedSection extends LitElement {
  static override styles = [baseStyle, sectionStyle];

  @property({ attribute: false }) members!: MembersApi;
  /** The name of whom one has just unblocked. */
  @state() private unblocked = '';
  readonly #blocked = new AnswerController<readonly MemberCard[]>(this);
  readonly #act = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  override render() {
    return html`<section>
      <h2 class="serif">${msg('Blocked people')}</h2>
      ${this.#renderList()}
      ${this.#act.refused ? html`<p class="fault" role="alert">${refusalWords(this.#act.refused)}</p>` : nothing}
      <p class="spoken" role="status">
        ${this.unblocked ? msg(str`${this.unblocked} is no longer blocked.`) : nothing}
      </p>
    </section>`;
  }

  #renderList() {
    const { value, refused } = this.#blocked;
    if (refused && !value) return html`<ask-again .why=${refused} @asked-again=${this.#load}></ask-again>`;
    if (!value) return html`<p class="small" role="status">${msg('One moment…')}</p>`;
    if (value.length === 0) return html`<p class="soft">${msg('You have blocked nobody.')}</p>`;
    return html`<member-list
      .members=${value}
      .label=${msg('Blocked people')}
      .action=${msg('Unblock')}
      @member-pressed=${this.#unblock}
    ></member-list>`;
  }

  readonly #load = async () => this.#blocked.ask(this.members.fetchBlocked());

  async #unblock({ member }: MemberPressedEvent): Promise<void> {
    const done = await this.#act.do(() => this.members.setBlocked(member.personId, false));
    if (done === undefined) return;
    this.unblocked = member.name;
    this.#blocked.set((this.#blocked.value ?? []).filter(({ personId }) => personId !== member.personId));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'blocked-section': BlockedSection;
  }
}
