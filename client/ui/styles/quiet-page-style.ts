import { css } from 'lit';

/** A page with few words: a large heading, some text, what to do. In the middle of its place, never stretched. */
export const quietPageStyle = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .quiet {
    display: grid;
    align-content: center;
    justify-items: start;
    gap: var(--space-5);
    box-sizing: border-box;
    width: 100%;
    max-width: 38rem;
    margin: 0 auto;
    padding: var(--space-8) var(--gutter) 12vh;
  }
  .quiet > p {
    max-width: 32rem;
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  .quiet > text-form {
    width: 100%;
    max-width: 28rem;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }
  .fault {
    color: var(--live-text);
    font-weight: 600;
  }
`;
