import { css } from 'lit';

export const guestPickerStyle = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
  }
  .choice {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-height: 48px;
    color: var(--ink);
    font-weight: 400;
    font-size: var(--type-label);
    letter-spacing: 0;
    overflow-wrap: anywhere;
    cursor: pointer;
    --face-size: 34px;
  }
  .choice > span {
    min-width: 0;
  }
  input[type='checkbox'] {
    width: 20px;
    height: 20px;
    margin: 0;
    flex: none;
  }
  .search {
    display: grid;
    gap: var(--space-1);
  }
  /* A long list scrolls by itself, so that what comes after it stays near. */
  ul {
    max-height: 15.5rem;
    margin-inline: -6px;
    padding-inline: 6px;
    border-block: 1px solid var(--line);
    overflow-y: auto;
    overscroll-behavior: contain;
  }
`;
