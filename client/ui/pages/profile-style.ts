import { css } from 'lit';

/** A profile: the face first, then what there is to say and to do. */
export const profileStyle = css`
  page-head person-face {
    --face-size: 128px;
    margin: var(--space-4) 0;
  }
  .who {
    display: grid;
    gap: var(--space-2);
    margin-top: calc(-1 * var(--space-5));
  }
  .who p {
    color: var(--ink-soft);
  }
  .who b {
    margin-inline-start: var(--space-2);
    padding: 2px 10px;
    border-radius: var(--radius-pill);
    background: var(--tray);
    color: var(--ink);
    font-size: var(--type-small);
    font-weight: 600;
    white-space: nowrap;
  }
  .counts {
    gap: var(--space-5);
    margin: calc(-1 * var(--space-2)) 0;
  }
  .counts button {
    gap: 0.35em;
    padding: 0;
    border: 0;
    border-radius: var(--radius-small);
    color: var(--ink-soft);
    font-weight: 400;
  }
  .counts button:hover {
    background: none;
    color: var(--ink);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .counts strong {
    color: var(--ink);
  }
  .acts {
    display: grid;
    gap: var(--space-2);
  }
`;
