import { css } from 'lit';

/** A part of a page with a heading of its own. */
export const sectionStyle = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  p {
    text-wrap: pretty;
  }
  .soft {
    color: var(--ink-soft);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3);
  }
  .row button {
    --icon-size: 18px;
  }
  .fault {
    color: var(--live-text);
    font-weight: 600;
  }
`;
