import type { MicrophoneState } from '../media/microphone.ts';
import { devicePreferences } from './device-preferences.ts';
import type { Device, DeviceChoice } from './room-state.ts';

/** The microphones and loudspeakers there are. Browsers tell their names only after the microphone was allowed. */
export async function listDevices(microphone: MicrophoneState): Promise<DeviceChoice> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const named = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((one) => one.kind === kind && one.deviceId !== '')
      .map(({ deviceId: id, label }) => ({ id, label }));
  return {
    microphones: named('audioinput'),
    outputs: named('audiooutput'),
    microphone: microphone.status === 'on' ? microphone.deviceId : devicePreferences.microphone,
    output: devicePreferences.output,
  };
}
