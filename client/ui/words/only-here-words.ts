import { msg } from '@lit/localize';
import { isLoopback } from '../loopback.ts';

/** What to know about a link to this page's own address, where it leads nobody on another computer here; else nothing. */
export function onlyHereWords(): string | undefined {
  if (!isLoopback(location.hostname)) return undefined;
  return msg(
    'This link works only on this computer, where the server runs. docs/hosting.md tells how others reach it: by a tunnel, or with HOST=0.0.0.0.',
  );
}
