import type { LitElement, ReactiveController } from 'lit';

/** Calls the document what the heading of its page says, for as long as the page is there. */
export class TitleController implements ReactiveController {
  readonly #page: LitElement;

  constructor(page: LitElement) {
    this.#page = page;
    page.addController(this);
  }

  hostUpdated(): void {
    const heading = this.#page.renderRoot.querySelector('h1')?.textContent.trim();
    if (heading) document.title = `${heading} – Parley`;
  }
}
