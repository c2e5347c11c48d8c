/** A room's permanent address. */
export function roomLink(roomId: string): string {
  return new URL(`/r/${roomId}`, location.origin).href;
}

/** Puts a text into the clipboard; says whether that worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text);
  }
}

/** Without HTTPS there is no clipboard API, and a laptop in a LAN often has none: selecting and copying still works. */
function copyTheOldWay(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  (document.querySelector('dialog:modal') ?? document.body).append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}
