import { describe, expect, test } from 'vitest';
import { type DeviceSigns, obstacleIn } from '../../../client/media/carry-obstacle.ts';

/** A laptop on its own network and its charger. */
const laptop: DeviceSigns = {
  canRouteFrames: true,
  mobile: false,
  onlyCoarsePointers: false,
  connection: { saveData: false, effectiveType: '4g' },
  battery: { charging: true, level: 0.1 },
};

describe('a device', () => {
  test.each<[string, Partial<DeviceSigns>]>([
    ['is a laptop that is being charged', {}],
    ['has a touch screen and says that it is no phone', { onlyCoarsePointers: true }],
    ['says nothing of itself', { mobile: undefined, connection: undefined, battery: undefined }],
    ['runs on a battery that is not low', { battery: { charging: false, level: 0.31 } }],
    ['is on a cable', { connection: { type: 'ethernet', saveData: false } }],
  ])('[CARRY-14] carries others if it %s', (_what, change) => {
    expect(obstacleIn({ ...laptop, ...change })).toBeNull();
  });

  test.each<[string, Partial<DeviceSigns>, string]>([
    ['its browser cannot pass frames on', { canRouteFrames: false, mobile: true }, 'browser'],
    ['it says that it is a phone', { mobile: true }, 'phone'],
    ['it has fingers only, and says nothing', { mobile: undefined, onlyCoarsePointers: true }, 'phone'],
    ['the person has asked to save data', { connection: { saveData: true } }, 'metered'],
    ['it is on a mobile network', { connection: { type: 'cellular' } }, 'metered'],
    ['its network is a very slow one', { connection: { effectiveType: '2g' } }, 'metered'],
    ['its battery is low and nothing charges it', { battery: { charging: false, level: 0.3 } }, 'battery'],
  ])('[CARRY-15] carries nobody if %s', (_what, change, obstacle) => {
    expect(obstacleIn({ ...laptop, ...change })).toBe(obstacle);
  });
});
