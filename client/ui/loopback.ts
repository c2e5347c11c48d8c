/** Whether a host's name or address means the computer itself, whoever asks: what is there, nobody elsewhere can open. */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
