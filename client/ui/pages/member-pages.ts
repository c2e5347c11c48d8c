import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerApi } from '../../session/api.ts';
import type { MembersApi } from '../../session/members-api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import type { Route } from '../router.ts';
import './data-page.ts';
import './edit-profile-page.ts';
import './invites-page.ts';
import './join-page.ts';
import './owner-page.ts';
import './privacy-page.ts';
import './profile-page.ts';
import './settings-page.ts';
import './sign-in-page.ts';

/**
 * The pages about members, and those by which one becomes one: fetched together, when the first of them is opened.
 * @fires session-changed
 */
@customElement('member-pages')
export class MemberPages extends LitElement {
  @property({ attribute: false }) route!: Route;
  @property({ attribute: false }) api!: ServerApi;
  @property({ attribute: false }) members!: MembersApi;
  @property({ attribute: false }) session!: SessionInfo;

  /** The pages bring their own style and are laid out by the shell. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override render() {
    const { route, api, members, session } = this;
    switch (route.page) {
      case 'owner':
        return html`<owner-page .api=${api} .token=${route.token}></owner-page>`;
      case 'join':
        return html`<join-page .members=${members} .session=${session} .token=${route.token}></join-page>`;
      case 'sign-in':
        return html`<sign-in-page
          .members=${members}
          .session=${session}
          .token=${route.token}
        ></sign-in-page>`;
      case 'invites':
        return html`<invites-page .members=${members} .session=${session}></invites-page>`;
      case 'profile':
        return html`<profile-page
          .members=${members}
          .session=${session}
          .handle=${route.handle}
        ></profile-page>`;
      case 'edit-profile':
        return html`<edit-profile-page .members=${members} .session=${session}></edit-profile-page>`;
      case 'settings':
        return html`<settings-page .api=${api} .members=${members} .session=${session}></settings-page>`;
      case 'data':
        return html`<data-page .members=${members} .session=${session}></data-page>`;
      case 'privacy':
        return html`<privacy-page></privacy-page>`;
      default:
        return nothing;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'member-pages': MemberPages;
  }
}
