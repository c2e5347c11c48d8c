/**
 * Runs in a page: presses the button of this name (its label or its text), wherever in the components it is; whether there was one
 * that is shown. For pages where a person's click must not be simulated, and for browsers whose tools do not look into components.
 */
export function deepPress(name: string): boolean {
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (!(element instanceof HTMLButtonElement) || element.getClientRects().length === 0) continue;
      if ((element.ariaLabel ?? element.textContent.trim()) !== name) continue;
      element.click();
      return true;
    }
  }
  return false;
}
