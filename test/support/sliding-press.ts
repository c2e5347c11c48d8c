declare global {
  interface Window {
    slidingPress: {
      /** Presses whoever slides up next in the list of those who knock; also begins to note what is wished. */
      start(): void;
      /** Whom it pressed. */
      pressed: string;
      /** The commands that were wished, by their types. */
      wishes: string[];
    };
  }
}

/**
 * An init script of a finger that comes down a second time: as soon as the list of those who knock has become shorter, it
 * presses *Let in* where the first one stood, in the same breath, however slow the machine is.
 */
export const slidingPressScript = `(() => {
  const deep = (name, root) => root.querySelector(name) ?? [...root.querySelectorAll('*')]
    .map(({ shadowRoot }) => shadowRoot && deep(name, shadowRoot)).find(Boolean);
  const finger = (window.slidingPress = {
    pressed: '',
    wishes: [],
    start() {
      addEventListener('room-wish', ({ wish }) => finger.wishes.push(wish.command?.type ?? wish.type));
      const list = deep('knock-queue', document).shadowRoot.querySelector('ul');
      const before = list.children.length;
      const watch = new MutationObserver(() => {
        if (list.children.length >= before) return;
        watch.disconnect();
        const [row] = list.children;
        row.querySelector('.main').dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true, composed: true }));
        finger.pressed = row.querySelector('strong').textContent;
      });
      watch.observe(list, { childList: true });
    },
  });
})();`;
