import { css } from 'lit';

export const hallwayStyle = css`
  :host {
    --hallway-gutter: 22px;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .hallway {
    display: flex;
    flex-direction: column;
    gap: var(--space-6);
    box-sizing: border-box;
    width: 100%;
    max-width: 44rem;
    margin-inline: auto;
    padding: var(--space-4) var(--hallway-gutter) calc(var(--space-5) + env(safe-area-inset-bottom));
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-inline-end: -10px;
  }
  .button {
    align-self: start;
    margin-top: calc(var(--space-2) * -1);
  }
  section .label {
    padding-bottom: var(--space-3);
  }
  .silence {
    padding-top: var(--space-4);
    border-top: 1px solid var(--line);
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  .fault {
    color: var(--live-text);
    font-weight: 600;
  }
  header,
  nav {
    flex-wrap: wrap;
  }
  nav {
    display: flex;
    --face-size: 32px;
  }
  nav .button {
    margin: 0;
    padding-inline: 12px;
    border-color: transparent;
    color: var(--ink-soft);
  }
  nav .icon {
    padding: 0;
  }
  nav .button:hover {
    color: var(--ink);
  }
  nav .button[aria-current='page'] {
    background: var(--tray);
    color: var(--press);
  }
  @media (min-width: 900px) {
    :host {
      --hallway-gutter: 28px;
    }
    .hallway {
      padding-top: 20px;
    }
  }
`;
