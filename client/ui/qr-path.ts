import { encode } from 'uqr';

/** Light modules around the code, without which cameras do not find it (ISO/IEC 18004, 6.3.8). */
const QUIET_ZONE = 4;

/** A QR code as the path of an SVG that is `size` units wide and high, a unit a module, its quiet zone included. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** The dark modules of a text's code, each row's runs as one rectangle: seams between single squares would show. */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const path = data.flatMap((row, y) =>
    runs(row).map(([start, length]) => `M${start + QUIET_ZONE} ${y + QUIET_ZONE}h${length}v1h-${length}z`),
  );
  return { size: size + 2 * QUIET_ZONE, path: path.join('') };
}

/** Where dark modules begin, and how many there are in a row. */
function runs(row: readonly boolean[]): [start: number, length: number][] {
  const found: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    const last = found.at(-1);
    if (!dark) continue;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  }
  return found;
}
