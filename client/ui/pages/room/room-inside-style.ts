import { css } from 'lit';

/** A room on a phone scrolls with the page, its foot stays; on a wide screen it is a sheet that scrolls inside. */
export const roomInsideStyle = css`
  article {
    display: flex;
    flex-direction: column;
    min-height: 100dvh;
    background: var(--sheet);
  }
  .scroll {
    display: grid;
    flex: 1;
    align-content: start;
    gap: var(--space-5);
    padding: var(--space-4) var(--gutter) var(--space-7);
  }
  room-notices:empty {
    margin: calc(var(--space-5) * -0.5) 0;
  }
  .foot {
    position: sticky;
    bottom: 0;
    z-index: 2;
  }
  status-line {
    position: absolute;
    inset: auto var(--space-4) calc(100% + var(--space-3));
  }
  @media (min-width: 900px) {
    article {
      height: 100%;
      min-height: 0;
    }
    .scroll {
      padding-block: var(--space-7);
      overflow-y: auto;
      overscroll-behavior: contain;
    }
  }
`;
