import { css } from 'lit';

/** Text boxes, selects, sliders and the small choices of settings. */
export const fieldStyle = css`
  label,
  legend {
    font: 700 var(--type-small) / 1.4 var(--sans);
    color: var(--ink-soft);
    letter-spacing: 0.02em;
  }
  input[type='text'],
  input[type='tel'],
  textarea,
  select {
    width: 100%;
    min-width: 0;
    min-height: 50px;
    padding: 0 var(--space-4);
    border: 1px solid var(--edge);
    border-radius: var(--radius-field);
    background: var(--sheet);
    color: var(--ink);
    font: 400 1.0625rem / 1.2 var(--sans);
  }
  textarea {
    padding-block: var(--space-3);
    line-height: 1.4;
    resize: vertical;
  }
  select {
    padding-inline-end: 40px;
    font-size: var(--type-label);
    text-overflow: ellipsis;
    cursor: pointer;
  }
  input[type='text']:focus-visible,
  input[type='tel']:focus-visible,
  textarea:focus-visible,
  select:focus-visible {
    border-color: var(--press);
    outline-offset: 0;
  }
  [aria-invalid='true'] {
    border-color: var(--live);
  }
  input[type='range'],
  input[type='radio'],
  input[type='checkbox'] {
    accent-color: var(--press);
  }
  input[type='range'] {
    width: 100%;
    height: var(--target);
    margin: 0;
    cursor: pointer;
  }
`;
