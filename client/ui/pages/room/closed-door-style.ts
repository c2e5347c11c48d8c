import { css } from 'lit';

export const closedDoorStyle = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  p {
    text-wrap: pretty;
  }
  section > p:not(.fault),
  .waiting {
    color: var(--ink-soft);
  }
  h2:focus {
    outline: none;
  }
  .large {
    min-height: 56px;
    font-size: 1.0625rem;
  }
  [role='status'] {
    display: grid;
    justify-items: start;
    gap: var(--space-4);
  }
  [role='status']:empty {
    margin-top: calc(var(--space-3) * -1);
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: var(--space-4);
  }
  /* A ring that spreads, as of somebody who knocks softly. */
  .waiting i {
    flex: none;
    width: 14px;
    height: 14px;
    margin: 8px;
    border-radius: 50%;
    background: var(--ring);
    animation: knock 2s var(--ease) infinite;
  }
  @keyframes knock {
    0% {
      box-shadow: 0 0 0 0 var(--ring);
    }
    60%,
    100% {
      box-shadow: 0 0 0 10px transparent;
    }
  }
  .fault {
    color: var(--live-text);
    font-weight: 600;
  }
  @media (min-width: 900px) {
    h2:focus {
      outline: none;
    }
    .large {
      justify-self: start;
      min-width: 200px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .waiting i {
      animation: none;
      box-shadow: 0 0 0 6px var(--halo-live);
    }
  }
`;
