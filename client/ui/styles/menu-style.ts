import { css } from 'lit';

/** A popover with a menu: a card beside what was pressed, a sheet from below on a phone. */
export const menuStyle = css`
  [popover] {
    position: fixed;
    inset: auto;
    left: clamp(12px, var(--menu-x, 0px), calc(100vw - 292px));
    top: var(--menu-y, 0px);
    width: 280px;
    max-height: calc(100dvh - 24px);
    margin: 0;
    padding: var(--space-2);
    border: 1px solid var(--line);
    border-radius: var(--radius-tray);
    background: var(--sheet);
    color: var(--ink);
    box-shadow: 0 12px 40px var(--shadow);
    overflow: auto;
  }
  [popover]:focus {
    outline: none;
  }
  [popover]:popover-open {
    animation: appear var(--quick) var(--ease);
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
  [role^='menuitem'] {
    justify-content: start;
    gap: var(--space-3);
    width: 100%;
    min-height: 46px;
    padding: 6px 14px;
    border: 0;
    border-radius: var(--radius-field);
    font-weight: 400;
    text-align: start;
    --icon-size: 20px;
  }
  [role^='menuitem']:focus-visible {
    outline-offset: -3px;
  }
  [role^='menuitem'] line-icon {
    color: var(--ink-faint);
  }
  [role^='menuitem'].warn,
  .warn line-icon {
    color: var(--live-text);
  }
  hr {
    margin: var(--space-2) 14px;
    border: 0;
    border-top: 1px solid var(--line);
  }
  @media (max-width: 599px) {
    [popover] {
      inset: auto 8px calc(8px + env(safe-area-inset-bottom));
      width: auto;
      border-radius: var(--radius-sheet);
      padding: var(--space-3);
      box-shadow: 0 0 0 100vmax var(--veil);
    }
    [role^='menuitem'] {
      min-height: 50px;
    }
  }
`;

/** Puts a popover below (or, where there is no room, above) what was pressed; it has to be open already. */
export function placeBeside(popover: HTMLElement, beside: DOMRect): void {
  const { offsetHeight, offsetWidth } = popover;
  const below = beside.bottom + 6;
  const top = below + offsetHeight < innerHeight - 12 ? below : Math.max(12, beside.top - offsetHeight - 6);
  popover.style.setProperty('--menu-x', `${beside.left + beside.width / 2 - offsetWidth / 2}px`);
  popover.style.setProperty('--menu-y', `${top}px`);
}
