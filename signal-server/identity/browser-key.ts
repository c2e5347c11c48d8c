/** The key under which rooms know a browser: what keeps a removed person out who comes back as somebody else. */
export function browserKey(browser: string): string {
  return `browser:${browser}`;
}
