import { css } from 'lit';

export const appShellStyle = css`
  :host {
    min-height: 100dvh;
  }
  /* Pages fill the place they get; what is longer makes the document scroll. */
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-height: 100dvh;
  }
  .sheet {
    background: var(--sheet);
  }
  @media (min-width: 900px) {
    .both {
      display: grid;
      grid-template-columns: minmax(320px, 400px) minmax(0, 60rem);
      justify-content: center;
      height: 100dvh;
    }
    nav {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      overflow-y: auto;
      overscroll-behavior: contain;
    }
    .sheet {
      grid-template-rows: minmax(0, 1fr);
      box-sizing: border-box;
      height: calc(100dvh - 40px);
      min-height: 0;
      margin: 20px 20px 20px 0;
      border-radius: var(--radius-sheet);
      box-shadow: 0 10px 40px var(--shadow);
      overflow: auto;
    }
    .alone.sheet {
      max-width: 54rem;
      margin: 20px auto;
    }
  }
`;
