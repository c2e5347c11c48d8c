import { css } from 'lit';

export const roomLobbyStyle = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  article {
    display: flex;
    flex-direction: column;
    gap: var(--space-4);
    max-width: 44rem;
    padding: var(--space-4) var(--gutter) 0;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: var(--target);
    margin-bottom: calc(var(--space-3) * -1);
    color: var(--ink-soft);
    font-size: 0.875rem;
  }
  .head live-dot {
    color: var(--live);
  }
  .closed {
    font-weight: 700;
    font-size: var(--type-small);
    letter-spacing: 0.03em;
  }
  .stage {
    --face-size: 72px;
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-4) var(--space-2);
    margin: var(--space-4) -6px 0;
  }
  .stage li {
    display: grid;
    justify-items: center;
    align-content: start;
    width: 84px;
    text-align: center;
  }
  .stage strong {
    display: -webkit-box;
    max-width: 100%;
    margin-top: 10px;
    font-size: 0.875rem;
    line-height: 1.25;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .listening {
    color: var(--ink-soft);
    text-wrap: pretty;
  }
  /* Within the thumb's reach on a phone, however long the title is. */
  .door {
    position: sticky;
    bottom: 0;
    display: grid;
    gap: var(--space-4);
    margin-top: auto;
    padding-block: var(--space-6) calc(var(--space-5) + env(safe-area-inset-bottom));
    background: var(--sheet);
  }
  /* A closed door says much: on a small phone it would lie over the title of the room. */
  .door.closed-to-one {
    position: static;
  }
  .large {
    min-height: 56px;
    font-size: 1.0625rem;
  }
  .note {
    display: flex;
    gap: 10px;
    line-height: 1.4;
    text-wrap: pretty;
    --icon-size: 18px;
  }
  .note line-icon {
    margin-top: 1px;
    color: var(--ink-faint);
  }
  .fault {
    color: var(--live-text);
    font-weight: 600;
  }
  @media (min-width: 900px) {
    article {
      padding-block: var(--space-7) var(--space-8);
    }
    .stage {
      --face-size: 88px;
      gap: var(--space-5) var(--space-3);
    }
    .stage li {
      width: 104px;
    }
    .stage {
      margin-inline: -8px;
    }
    .door {
      max-width: 28rem;
      margin-top: 0;
    }
    .large {
      justify-self: start;
      min-width: 200px;
    }
  }
`;
