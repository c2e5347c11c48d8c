import { css } from 'lit';

/** A page with forms and lists: a column that is never wider than one reads well, with its head at the top. */
export const sheetPageStyle = css`
  :host {
    display: block;
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-6);
    max-width: 40rem;
    margin: 0 auto;
    padding: var(--space-4) var(--gutter) var(--space-8);
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  .page p {
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
  .fault {
    color: var(--live-text);
    font-weight: 600;
  }
  @media (min-width: 900px) {
    .page {
      padding-block: var(--space-7) var(--space-8);
    }
  }
`;
