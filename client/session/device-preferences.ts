/** The devices chosen last time, by id; '' is the system's own choice. Kept in this browser only. */
export const devicePreferences = {
  get microphone(): string {
    return read('parley.microphone');
  },
  set microphone(deviceId: string) {
    write('parley.microphone', deviceId);
  },
  get output(): string {
    return read('parley.output');
  },
  set output(deviceId: string) {
    write('parley.output', deviceId);
  },
};

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    // A browser that keeps nothing: the system's choice, each time.
    return '';
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
