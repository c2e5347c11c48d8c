import { css } from 'lit';

/** A modal dialog: a sheet from below on a phone, in the middle elsewhere. */
export const modalStyle = css`
  dialog {
    width: min(30rem, 100% - 32px);
    max-width: none;
    max-height: calc(100dvh - 32px);
    margin: auto;
    padding: 0;
    border: 0;
    border-radius: var(--radius-sheet);
    background: var(--sheet);
    color: var(--ink);
    box-shadow: 0 24px 80px var(--shadow);
    overflow: auto;
    overscroll-behavior: contain;
  }
  dialog::backdrop {
    background: var(--veil);
  }
  .inside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-5);
    padding: var(--space-6);
  }
  header {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--space-3);
  }
  header h2 {
    padding-top: 9px;
  }
  header h2:focus {
    outline: none;
  }
  header .icon {
    margin-inline-end: -10px;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--space-3);
  }
  @media (max-width: 599px) {
    dialog {
      width: 100%;
      max-height: calc(100dvh - 48px);
      margin: auto 0 0;
      border-radius: var(--radius-sheet) var(--radius-sheet) 0 0;
    }
    .inside {
      padding: var(--space-4) var(--gutter) calc(var(--space-6) + env(safe-area-inset-bottom));
    }
  }
  dialog[open] {
    animation: rise var(--soft) var(--ease);
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(16px);
    }
  }
`;
