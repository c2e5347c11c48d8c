import type { Store } from '../../signal-server/store/store.ts';

/** A store whose disk can be slow: while it is held, no event is recorded, and none is refused. */
export function heldStore(store: Store): { readonly store: Store; hold(): () => void } {
  let released: Promise<void> = Promise.resolve();
  const recordEvents: Store['recordEvents'] = async (...record) => {
    await released;
    return store.recordEvents(...record);
  };
  return {
    store: new Proxy(store, {
      get(target, name) {
        if (name === 'recordEvents') return recordEvents;
        // A store is a class with private fields: its methods must be called on itself.
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
    /** Returns the way to let go. */
    hold() {
      let release = (): void => undefined;
      released = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}
