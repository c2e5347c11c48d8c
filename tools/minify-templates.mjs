// Vite does not look into template literals. What is indentation and comment in Lit's `css` and `html` is a good part of
// the page's source: this plugin takes it out of the build.
import { parseAst } from 'vite';

/** @returns {import('vite').Plugin} */
export function minifyTemplates() {
  return {
    name: 'minify-templates',
    apply: 'build',
    transform(code, id) {
      if (!/\/client\/ui\/.*\.ts$/.test(id)) return null;
      // From the end, so that the places of the others stay right.
      const parts = templatesOf(parseAst(code))
        .flatMap(minify)
        .sort((a, b) => b.start - a.start);
      return {
        code: parts.reduce((text, { start, end, raw }) => text.slice(0, start) + raw + text.slice(end), code),
        map: null,
      };
    },
  };
}

function minify(/** @type {any} */ { tag, quasi }) {
  const strings = /** @type {any[]} */ (quasi.quasis);
  return strings.map(({ start, end, value: { raw } }, index) => {
    const begun = index === 0 ? raw.replace(/^\s*\n\s*/, '') : raw;
    const whole = index === strings.length - 1 ? begun.replace(/\s*\n\s*$/, '') : begun;
    return { start, end, raw: tag.name === 'css' ? minifyCss(whole) : minifyHtml(whole) };
  });
}

function minifyCss(/** @type {string} */ raw) {
  return raw
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}');
}

/** White space within a line may be a space between words; indentation between two tags never is in our templates. */
function minifyHtml(/** @type {string} */ raw) {
  return raw.replace(/>\s*\n\s*</g, '><').replace(/\s*\n\s*/g, ' ');
}

/** Every template tagged `css` or `html`, however deep. */
function templatesOf(/** @type {any} */ node) {
  /** @type {any[]} */
  const found = [];
  if (node?.type === 'TaggedTemplateExpression' && ['css', 'html'].includes(node.tag.name)) found.push(node);
  for (const child of Object.values(node ?? {}))
    if (typeof child === 'object') found.push(...templatesOf(child));
  return found;
}
