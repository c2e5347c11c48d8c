import { css } from 'lit';

/** A room on a phone scrolls with the page, its foot stays; on a wide screen it is a sheet that scrolls inside. */
export const roomInsideStyle = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
  }
  article {
    display: flex;
    flex-direction: column;
    min-width: 0;
    background: var(--sheet);
  }
  .scroll {
    display: grid;
    flex: 1;
    align-content: start;
    padding: var(--space-4) var(--gutter) var(--space-7);
  }
  room-stage {
    margin-top: 28px;
  }
  .foot {
    position: sticky;
    bottom: 0;
    z-index: 2;
  }
  /* Above everything: next to the bar it would hide what is to be pressed there. */
  status-line {
    position: sticky;
    top: 0;
    z-index: 3;
    height: 0;
  }
  @media (min-width: 900px) {
    article {
      min-height: 0;
    }
    .scroll {
      min-height: 0;
    }
    .scroll {
      padding-block: var(--space-7);
      overflow-y: auto;
      overscroll-behavior: contain;
    }
  }
`;
