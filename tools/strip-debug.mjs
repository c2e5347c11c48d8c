// simple-peer tells a debugger of its every step; client/shims/debug.cjs drops that, and this drops the sentences.

/** @returns {import('vite').Plugin} */
export function stripDebug() {
  return {
    name: 'strip-debug',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/simple-peer/index.js')) return null;
      return { code: code.replace(/^\s*this\._debug\(.*\)$/gm, ''), map: null };
    },
  };
}
