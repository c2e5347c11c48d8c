/** The state of this page's own microphone. A listener's stays `off`: nobody is asked before they speak. */
export type MicrophoneState =
  | { readonly status: 'off' }
  | { readonly status: 'asking' }
  | { readonly status: 'on'; readonly deviceId: string; readonly label: string }
  /** `blocked`: the person or browser said no. `absent`: there is none. `lost`: it was unplugged. `busy`: another program holds it. */
  | { readonly status: 'failed'; readonly why: 'blocked' | 'absent' | 'lost' | 'busy' };
