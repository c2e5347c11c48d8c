import { msg, str } from '@lit/localize';

/** A browser and its system, as the server describes them (“Firefox on Linux”), in the language of the page. */
export function deviceWords(description: string): string {
  const [browser, system] = description.split(' on ');
  if (!browser) return msg('A browser that does not say its name');
  return system ? msg(str`${browser} on ${system}`) : browser;
}
