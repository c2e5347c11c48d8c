/** Muted earth tones, each at 4.5 : 1 or more under the initial. */
const tones = [
  '#a5563a',
  '#3f6b7e',
  '#7a5d8a',
  '#557245',
  '#8f6a2a',
  '#876a4c',
  '#5b6e96',
  '#93605f',
  '#477a70',
  '#776838',
  '#6c5882',
  '#4a6d4c',
  '#55708c',
  '#8a5a6e',
] as const;

/** A face without a picture: its tone, and from where and how wide its rings spread, in per cent of the circle. */
export interface GeneratedFace {
  readonly tone: string;
  readonly x: number;
  readonly y: number;
  readonly gap: number;
}

/**
 * The face that stands where there is no picture, by handle (of guests: by name): the same wherever it is shown and on every
 * machine, so that two of the same name can be told apart.
 */
export function generatedFace(handle: string, name: string): GeneratedFace {
  const hash = hashOf(handle ? `@${handle}` : name);
  // The rings come from somewhere at the rim; each part of the face takes bits of its own.
  const angle = ((hash >>> 8) % 12) * (Math.PI / 6);
  return {
    tone: tones[hash % tones.length] ?? tones[0],
    x: Math.round(50 + 46 * Math.cos(angle)),
    y: Math.round(50 + 46 * Math.sin(angle)),
    gap: 18 + ((hash >>> 20) % 4) * 5,
  };
}

/** What stands in the circle: the name's first letter. */
export function initialOf(name: string): string {
  return (/^./u.exec(name)?.[0] ?? '').toLocaleUpperCase();
}

/** FNV-1a, stirred once more: neighbours (“ana”, “anna”) land far apart. The seed is our own: it suits a few common names. */
function hashOf(text: string): number {
  let hash = 211473131;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
