import { css } from 'lit';

/** What every element with text or controls starts from. */
export const baseStyle = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  h1,
  h2.serif {
    font: 400 var(--type-title) / 1.12 var(--serif);
    letter-spacing: -0.005em;
    text-wrap: balance;
    overflow-wrap: anywhere;
    /* Only what would not fit otherwise: a title's language is not known. */
    hyphens: auto;
    hyphenate-limit-chars: 16 6 6;
  }
  h1.long {
    font-size: calc(var(--type-title) * 0.8);
  }
  h2.serif {
    font-size: var(--type-heading);
    line-height: 1.18;
  }
  h1:focus {
    outline: none;
  }
  .label {
    color: var(--ink-soft);
    font: 700 var(--type-small) / 1.4 var(--sans);
    letter-spacing: 0.03em;
  }
  .label span {
    margin-inline-start: var(--space-1);
    color: var(--ink-faint);
    font-weight: 400;
  }
  .small {
    color: var(--ink-soft);
    font-size: var(--type-small);
  }
  a {
    color: var(--press);
    text-underline-offset: 0.2em;
  }
  :focus-visible {
    outline: 3px solid var(--press);
    outline-offset: 2px;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** The class of a title that needs smaller type to stay at three or four lines on a phone. */
export function titleSize(title: string): string {
  return title.length > 56 ? 'long' : '';
}
