import { canRouteFrames } from './encoded-streams.ts';

/** Why a page carries nobody, apart from its person's wish. The first two last, the others pass. */
export type CarryObstacle =
  /** The browser has no way to pass on what it has not decoded. */
  | 'browser'
  | 'phone'
  /** The person pays for what is sent, or has asked the browser to send little. */
  | 'metered'
  /** The battery is low, and nothing charges it. */
  | 'battery';

/** What a browser says of the device it runs on; undefined where it says nothing. */
export interface DeviceSigns {
  readonly canRouteFrames: boolean;
  /** `navigator.userAgentData.mobile` (W3C Client Hints). */
  readonly mobile: boolean | undefined;
  /** Whether there are fingers only: no mouse, no touchpad, no pen. */
  readonly onlyCoarsePointers: boolean;
  readonly connection: ConnectionSigns | undefined;
  readonly battery: BatterySigns | undefined;
}

/** Of the Network Information API. */
interface ConnectionSigns {
  readonly saveData?: boolean;
  readonly type?: string;
  readonly effectiveType?: string;
}

/** Of the Battery Status API; `level` from 0 to 1. */
interface BatterySigns {
  readonly charging: boolean;
  readonly level: number;
}

/** No browser says that it saves the battery, but they begin to at 20 % (Chromium, Windows, macOS): this is sooner. */
const LOW_BATTERY = 0.3;

/** Looks at this page's device anew: batteries run down, and laptops go out. */
export async function carryObstacle(): Promise<CarryObstacle | null> {
  return obstacleIn({
    canRouteFrames,
    mobile: navigator.userAgentData?.mobile,
    onlyCoarsePointers:
      matchMedia('(any-pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches,
    connection: navigator.connection,
    // Refused where a policy forbids it: then nothing is known.
    battery: await navigator.getBattery?.().catch(() => undefined),
  });
}

/** What a device's signs mean. Never its browser's name. */
export function obstacleIn(signs: DeviceSigns): CarryObstacle | null {
  if (!signs.canRouteFrames) return 'browser';
  if (signs.mobile ?? signs.onlyCoarsePointers) return 'phone';
  if (signs.connection && isMetered(signs.connection)) return 'metered';
  return signs.battery && isLow(signs.battery) ? 'battery' : null;
}

function isMetered({ saveData, type, effectiveType }: ConnectionSigns): boolean {
  return saveData === true || type === 'cellular' || effectiveType === '2g' || effectiveType === 'slow-2g';
}

function isLow({ charging, level }: BatterySigns): boolean {
  return !charging && level <= LOW_BATTERY;
}

declare global {
  /** TypeScript's DOM library leaves out what is not in every browser. */
  interface Navigator {
    readonly userAgentData?: { readonly mobile: boolean };
    readonly connection?: ConnectionSigns;
    getBattery?(): Promise<BatterySigns>;
  }
}
