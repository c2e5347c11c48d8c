import type { Store } from '../../signal-server/store/store.ts';

/** What changes something, of the store itself and of its parts. */
const writes = {
  store: [
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
  ],
  invites: ['issue', 'withdraw', 'check', 'redeem', 'noteUse', 'settle'],
  members: ['change', 'setPicture', 'follow', 'unfollow', 'block', 'unblock', 'erase', 'overwriteErased'],
  signIns: [
    'signOut',
    'offerLink',
    'redeemLink',
    'addPasskey',
    'removePasskey',
    'signInWithPasskey',
    'settle',
  ],
} satisfies {
  store: (keyof Store)[];
  invites: (keyof Store['invites'])[];
  members: (keyof Store['members'])[];
  signIns: (keyof Store['signIns'])[];
};

/** A store whose disk can be full: while `full`, every write rejects and changes nothing. */
export function failingStore(store: Store): Store & { full: boolean } {
  const state = { full: false };
  const refuse = () =>
    Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }));

  function failing<Part extends object>(part: Part, names: readonly string[]): Part {
    return new Proxy(part, {
      get(target, name) {
        if (state.full && names.some((write) => write === name)) return refuse;
        // These are classes with private fields: their methods must be called on themselves.
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  const parts = {
    invites: failing(store.invites, writes.invites),
    members: failing(store.members, writes.members),
    signIns: failing(store.signIns, writes.signIns),
  };
  const whole = failing(store, writes.store);
  return new Proxy(Object.assign(Object.create(store), state), {
    get(_target, name) {
      if (name === 'full') return state.full;
      return Reflect.get(Object.hasOwn(parts, name) ? parts : whole, name);
    },
    set(_target, name, value) {
      if (name === 'full') state.full = Boolean(value);
      return name === 'full';
    },
  });
}
