// What packages carry that this page never runs.

/** @returns {import('vite').Plugin} */
export function leanPackages() {
  return {
    name: 'lean-packages',
    apply: 'build',
    transform(code, id) {
      // simple-peer tells a debugger of its every step; client/shims/debug.cjs drops that, and this drops the sentences.
      if (id.endsWith('/simple-peer/index.js'))
        return { code: code.replace(/^\s*this\._debug\(.*\)$/gm, ''), map: null };
      // WebTransport needs HTTP/3, which our server does not speak.
      if (id.endsWith('/engine.io-client/build/esm/transports/webtransport.js'))
        return { code: 'export class WT {}', map: null };
      return null;
    },
  };
}
