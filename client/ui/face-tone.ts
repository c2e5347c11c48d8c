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

/** The tone of a face without a picture: the same for the same name, wherever it is shown. */
export function toneOf(name: string): string {
  // FNV-1a: neighbouring names ("Ana", "Anna") land far apart. The seed is our own: it suits a few common names.
  let hash = 1245672;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  return tones[((hash ^ (hash >>> 15)) >>> 0) % tones.length] ?? tones[0];
}

/** What stands in the circle: the name's first letter. */
export function initialOf(name: string): string {
  return (/^./u.exec(name)?.[0] ?? '').toLocaleUpperCase();
}
