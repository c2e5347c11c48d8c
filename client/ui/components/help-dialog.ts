import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ModalElement } from './modal-element.ts';

/**
 * How a room works, and its keys.
 * @fires dialog-closed
 */
@customElement('help-dialog')
export class HelpDialog extends ModalElement {
  static override styles = [
    ModalElement.styles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        margin: 0;
      }
      dt,
      dd {
        margin: 0;
      }
      kbd {
        display: grid;
        place-items: center;
        width: 32px;
        height: 32px;
        border: 1px solid var(--edge);
        border-bottom-width: 3px;
        border-radius: 8px;
        font: 700 var(--type-small) / 1 var(--sans);
      }
      .words {
        display: grid;
        gap: var(--space-3);
        color: var(--ink-soft);
        font-size: var(--type-label);
      }
    `,
  ];

  protected override words(): string {
    return msg('How it works');
  }

  protected override renderBody() {
    const keys = [
      ['M', msg('microphone on or off')],
      ['H', msg('raise or lower your hand')],
      ['L', msg('leave quietly')],
      ['?', msg('this help')],
    ];
    return html`<div class="words">
        <p>
          ${msg('Those on stage speak, the audience listens. Raise your hand if you want to say something.')}
        </p>
        <p>${msg('A moderator brings you on stage. You arrive muted, and speak when you are ready.')}</p>
        <p>${msg('Nobody is told when you leave.')}</p>
      </div>
      <dl>
        ${keys.map(
          ([key, words]) =>
            html`<dt><kbd>${key}</kbd></dt>
              <dd>${words}</dd>`,
        )}
      </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'help-dialog': HelpDialog;
  }
}
