/**
 * Runs in a page: finds the button of this name (its label or its text) that is shown, wherever in the components it is, and, unless
 * one only `looks`, presses it; whether there was one. For pages where a person's touch must not be simulated, and for browsers whose
 * tools do not look into components.
 */
export function deepPress({ name, looks = false }: { name: string; looks?: boolean }): boolean {
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (!(element instanceof HTMLButtonElement) || element.getClientRects().length === 0) continue;
      if ((element.ariaLabel ?? element.textContent.trim()) !== name) continue;
      if (!looks) element.click();
      return true;
    }
  }
  return false;
}
