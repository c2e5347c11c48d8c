/** What was chosen for this device. Kept in this browser only. Microphone and output are ids; '' is the system's own choice. */
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
  /** Whether this browser passes rooms on to others, where it can; it does unless told not to. */
  get helpsCarry(): boolean {
    return read('parley.carry') !== 'no';
  },
  set helpsCarry(helps: boolean) {
    write('parley.carry', helps ? '' : 'no');
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
