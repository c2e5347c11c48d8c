import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyle } from '../styles/base-style.ts';
import { fieldStyle } from '../styles/field-style.ts';

/**
 * A labelled text box, with what is wrong beside it. It keeps what was typed until its `value` is set to something else.
 * @fires input, as native boxes do: `typed` has the text then
 */
@customElement('text-field')
export class TextField extends LitElement {
  static override styles = [
    baseStyle,
    fieldStyle,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      .box {
        position: relative;
        display: grid;
      }
      .lead {
        position: absolute;
        inset-block: 0;
        inset-inline-start: var(--space-4);
        display: grid;
        place-items: center;
        color: var(--ink-faint);
        pointer-events: none;
      }
      .lead + input[type] {
        padding-inline-start: calc(var(--space-4) + 1.1em);
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property() label = '';
  /** What stands in the box to begin with. */
  @property() value = '';
  @property() kind: 'text' | 'tel' | 'lines' = 'text';
  /** What is wrong with the text, in words; '' for nothing. */
  @property() fault = '';
  /** A word of help below the box. */
  @property() hint = '';
  /** Drawn inside the box before the text: `@`, say. */
  @property() lead = '';
  @property() autocomplete: 'off' | 'name' | 'username' | 'tel' = 'off';
  @property() override autocapitalize: 'none' | 'words' = 'none';
  @query('#box') private box!: HTMLInputElement | HTMLTextAreaElement;

  /** What stands in the box now. */
  get typed(): string {
    return this.box?.value ?? this.value;
  }

  override focus(): void {
    this.box.focus();
  }

  override render() {
    return html`
      <label for="box">${this.label}</label>
      <div class="box">
        ${this.lead ? html`<span class="lead" aria-hidden="true">${this.lead}</span>` : nothing}
        ${this.kind === 'lines' ? this.#renderLines() : this.#renderLine()}
      </div>
      ${this.hint && !this.fault ? html`<p id="hint" class="small">${this.hint}</p>` : nothing}
      ${this.fault ? html`<p id="fault" class="small fault" role="alert">${this.fault}</p>` : nothing}
    `;
  }

  #renderLine() {
    return html`<input
      id="box"
      type=${this.kind === 'tel' ? 'tel' : 'text'}
      .value=${this.value}
      autocomplete=${this.autocomplete}
      autocapitalize=${this.autocapitalize}
      spellcheck="false"
      aria-invalid=${this.fault ? 'true' : 'false'}
      aria-describedby=${this.#describedBy()}
    />`;
  }

  #renderLines() {
    return html`<textarea
      id="box"
      rows="4"
      .value=${this.value}
      aria-invalid=${this.fault ? 'true' : 'false'}
      aria-describedby=${this.#describedBy()}
    ></textarea>`;
  }

  #describedBy() {
    if (this.fault) return 'fault';
    return this.hint ? 'hint' : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'text-field': TextField;
  }
}
