import { css } from 'lit';

/** A list of things, each with what it is and what can be done about it. */
export const rowListStyle = css`
  li {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-height: 64px;
    padding: var(--space-2) 0;
    border-top: 1px solid var(--line);
  }
  li:first-child {
    border-top: 0;
  }
  li > line-icon {
    color: var(--ink-soft);
    --icon-size: 22px;
  }
  .what {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .what b {
    display: block;
    font-weight: 600;
    line-height: 1.3;
  }
  .what span {
    color: var(--ink-soft);
    font-size: var(--type-small);
  }
`;
