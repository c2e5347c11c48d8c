import { msg } from '@lit/localize';
import type { MicrophoneState } from '../../media/microphone.ts';

type Failure = Extract<MicrophoneState, { status: 'failed' }>['why'];

/** Why the microphone does not work, and what to do. */
export function microphoneFailureWords(why: Failure): string {
  switch (why) {
    case 'blocked':
      return msg(
        'Your browser blocked the microphone. You can listen; to speak, allow it in the address bar.',
      );
    case 'absent':
      return msg('No microphone was found. You can listen; to speak, plug one in.');
    case 'lost':
      return msg('Your microphone was unplugged. You are muted until you choose another one.');
    case 'busy':
      return msg('Another program holds your microphone. Close it there, then try again.');
  }
}
