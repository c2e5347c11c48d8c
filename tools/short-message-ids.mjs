// @lit/localize knows a message by a hash of 16 digits, which hardly compresses: in a language of 250 messages the ids
// would be a third of the bytes. Six digits tell ours apart; should two ever meet, the build fails.
const LENGTH = 7;
const longId = /\b([sh][0-9a-f]{16})\b/g;

/** @returns {import('vite').Plugin} */
export function shortMessageIds() {
  return {
    name: 'short-message-ids',
    apply: 'build',
    transform(code, id) {
      if (id.includes('/locales/generated/')) return { code: shorten(code), map: null };
      if (id.endsWith('/@lit/localize/internal/id-generation.js'))
        return { code: shortGenerator(code), map: null };
      return null;
    },
  };
}

function shorten(/** @type {string} */ translations) {
  const ids = new Set(translations.match(longId));
  const short = new Set([...ids].map((id) => id.slice(0, LENGTH)));
  if (short.size < ids.size) throw new Error('Two messages have the same short id: make LENGTH longer.');
  return translations.replace(longId, (id) => id.slice(0, LENGTH));
}

function shortGenerator(/** @type {string} */ code) {
  const renamed = code.replace('export function generateMsgId(', 'function longId(');
  if (renamed === code) throw new Error('@lit/localize makes its ids in another way now.');
  return `${renamed}\nexport const generateMsgId = (strings, tagged) => longId(strings, tagged).slice(0, ${LENGTH});`;
}
