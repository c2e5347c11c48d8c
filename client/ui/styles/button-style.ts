import { css } from 'lit';

/** Buttons: `main` (the one thing to press), `plain`, `warn`, and `icon` for a single icon. */
export const buttonStyle = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--target);
    padding: 0 18px;
    border: 1px solid var(--outline);
    border-radius: var(--radius-pill);
    background: transparent;
    color: var(--ink);
    font: 700 var(--type-label) / 1.2 var(--sans);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color var(--quick),
      border-color var(--quick),
      transform var(--quick) var(--ease);
    touch-action: manipulation;
  }
  button:hover,
  .button:hover {
    background: var(--tray);
  }
  button:active {
    transform: scale(0.97);
  }
  button[disabled],
  button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
    transform: none;
  }
  .main {
    border-color: transparent;
    background: var(--press);
    color: var(--on-press);
  }
  .main:hover {
    background: var(--press-strong);
  }
  .warn {
    border-color: transparent;
    color: var(--live-text);
  }
  .icon {
    width: var(--target);
    padding: 0;
    border-color: transparent;
    color: var(--ink-soft);
    flex: none;
  }
  .icon:hover {
    color: var(--ink);
  }
  @media (forced-colors: active) {
    button,
    .button {
      border-color: ButtonText;
    }
  }
`;
