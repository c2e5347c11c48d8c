// simple-peer names connections and channels with `randombytes(n).toString('hex')` and asks for nothing else.
module.exports = function randomBytes(count) {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return { toString: () => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') };
};
