import { css } from 'lit';

/** People who wait for a moderator, on a tray: the first of them, and the rest when asked for. */
export const queueStyle = css`
  :host {
    container-type: inline-size;
  }
  section {
    padding: var(--space-1) 0;
    border-radius: var(--radius-tray);
    background: var(--tray);
    animation: raise var(--soft) var(--ease);
  }
  @keyframes raise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  ul {
    border-radius: var(--radius-tray);
  }
  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    padding: var(--space-2) var(--space-3) var(--space-2) var(--space-4);
  }
  p {
    font-size: var(--type-label);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .stage-room {
    padding: 0 var(--space-4) var(--space-2);
  }
  .acts {
    display: flex;
    gap: var(--space-1);
  }
  .icon:hover {
    background: var(--line);
  }
  .rest {
    display: inline;
    min-height: 0;
    padding: 8px 0;
    border: 0;
    color: var(--press);
    font-size: var(--type-small);
    white-space: nowrap;
  }
  .rest:hover {
    background: none;
    text-decoration: underline;
  }
  @container (max-width: 420px) {
    li {
      grid-template-columns: auto minmax(0, 1fr);
    }
    li .acts {
      grid-column: 1 / -1;
    }
    li .main {
      flex: 1;
    }
  }
`;
