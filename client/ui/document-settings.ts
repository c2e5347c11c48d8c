import { configureLocalization } from '@lit/localize';
import { sourceLocale, targetLocales } from './locales/generated/locale-codes.ts';
import { preferences, watchPreferences } from './preferences.ts';

let further: Promise<void> | undefined;

const { getLocale, setLocale } = configureLocalization({
  sourceLocale,
  targetLocales,
  loadLocale: async () => {
    const words = await import('./locales/generated/de.ts');
    if (further) await addFurtherWords();
    return words;
  },
});

/** The words of what is fetched after the first page (tools/split-words.mjs); from now on they come with the language. */
export function loadFurtherWords(): Promise<void> {
  further ??= getLocale() === sourceLocale ? Promise.resolve() : addFurtherWords();
  // What could not be fetched is tried again with the next part.
  further.catch(() => (further = undefined));
  return further;
}

async function addFurtherWords(): Promise<void> {
  const [first, more] = await Promise.all([
    import('./locales/generated/de.ts'),
    import('./locales/generated/de-further.ts'),
  ]);
  // @lit/localize looks a message up each time, in the very object that it was given.
  Object.assign(first.templates, more.templates);
}

/** Makes theme and language of the document follow the preferences; resolves when the first language is there. */
export async function followPreferences(): Promise<void> {
  watchPreferences(() => void apply());
  await apply();
}

async function apply(): Promise<void> {
  const { theme, language } = preferences();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  // Should the German not load, the page goes on in English.
  await setLocale(language).catch(() => undefined);
  document.documentElement.lang = language;
}
