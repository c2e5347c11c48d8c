/**
 * A link that opens the phone's messages with number and text filled in (RFC 5724). Apple's systems part the text from the
 * number by `&`, where the standard and everyone else have `?`.
 */
export function smsLink(international: string, text: string, userAgent: string): string {
  const separator = /\b(iPhone|iPad|iPod|Macintosh)\b/.test(userAgent) ? '&' : '?';
  // Not URLSearchParams: its `+` for a space would be sent as a plus.
  return `sms:${international}${separator}body=${encodeURIComponent(text)}`;
}
