import { msg } from '@lit/localize';
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MemberCard } from '../../../shared/protocol/members.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import './ask-again.ts';
import './member-list.ts';
import { ModalElement } from './modal-element.ts';

/**
 * A list of members over the page, once it is there.
 * @fires dialog-closed
 * @fires asked-again when the list could not be had
 */
@customElement('members-dialog')
export class MembersDialog extends ModalElement {
  @property() heading = '';
  /** What is said where there is nobody. */
  @property() nobody = '';
  @property({ attribute: false }) members: readonly MemberCard[] | null = null;
  @property({ attribute: false }) refused: RefusalReason | null = null;

  protected override words(): string {
    return this.heading;
  }

  protected override renderBody() {
    const { members, refused } = this;
    if (refused) return html`<ask-again .why=${refused} @asked-again=${this.#ask}></ask-again>`;
    if (!members) return html`<p class="small" role="status">${msg('One moment…')}</p>`;
    if (members.length === 0) return html`<p>${this.nobody}</p>`;
    return html`<member-list .members=${members} .label=${this.heading}></member-list>`;
  }

  #ask(): void {
    this.dispatchEvent(new Event('asked-again'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'members-dialog': MembersDialog;
  }
}
