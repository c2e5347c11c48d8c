import { configureLocalization } from '@lit/localize';
import { sourceLocale, targetLocales } from './locales/generated/locale-codes.ts';
import { preferences, watchPreferences } from './preferences.ts';

const { setLocale } = configureLocalization({
  sourceLocale,
  targetLocales,
  loadLocale: () => import('./locales/generated/de.ts'),
});

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
