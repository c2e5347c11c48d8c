/** Longer than any of our pages takes to show something. */
const PATIENCE_FRAMES = 1500;

/** Somebody's hand at the page: it finds things however deep they are in shadow trees, and waits until they are there. */
export class Hand {
  readonly #root: ParentNode;

  constructor(root: ParentNode) {
    this.#root = root;
  }

  async find(selector: string): Promise<HTMLElement> {
    for (let frame = 0; frame < PATIENCE_FRAMES; frame += 1) {
      const found = deep(selector, this.#root);
      if (found) return found;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    throw new Error(`The page shows no ${selector}`);
  }

  async press(selector: string): Promise<void> {
    (await this.find(selector)).click();
  }

  /** Types into the text box of one of our fields. */
  async type(field: string, text: string): Promise<void> {
    const box = new Hand((await this.find(field)).shadowRoot ?? this.#root);
    const input = (await box.find('input, textarea')) as HTMLInputElement;
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
}

function deep(selector: string, root: ParentNode): HTMLElement | undefined {
  const found = root.querySelector<HTMLElement>(selector);
  if (found) return found;
  const shadows = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  return shadows.map((shadow) => deep(selector, shadow)).find((one) => one !== undefined);
}
