import type { Store } from '../../signal-server/store/store.ts';

/** A store whose disk can be full: while `full`, every write rejects and changes nothing. */
export function failingStore(store: Store): Store & { full: boolean } {
  const state = { full: false };
  const writes = new Set<PropertyKey>([
    'signInGuest',
    'renameGuest',
    'noteVisit',
    'signOut',
    'forgetGuests',
    'offerOwnerTicket',
    'redeemOwnerTicket',
    'createRoom',
    'recordEvents',
    'compactRoom',
  ]);
  const refuse = () =>
    Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }));
  return new Proxy(Object.assign(Object.create(store), state), {
    get(target, name) {
      if (name === 'full') return state.full;
      if (writes.has(name) && state.full) return refuse;
      // A store is a class with private fields: its methods must be called on itself.
      const value: unknown = Reflect.get(store, name, store);
      return typeof value === 'function' ? value.bind(store) : Reflect.get(target, name);
    },
    set(_target, name, value) {
      if (name === 'full') state.full = Boolean(value);
      return name === 'full';
    },
  });
}
