/**
 * What JSON says of somebody who goes by these names (ids, keys): where it names them, with the plain values beside, and nothing of
 * others. Undefined where it does not name them.
 */
export function excerpt(value: unknown, names: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return names.has(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const parts = value.map((one) => excerpt(one, names)).filter((one) => one !== undefined);
    return parts.length === 0 ? undefined : parts;
  }
  const fields = Object.entries(value);
  const found = fields.map(([key, field]) => [key, names.has(key) ? field : excerpt(field, names)] as const);
  if (found.every(([, part]) => part === undefined)) return undefined;
  const plain = (field: unknown) => typeof field !== 'object' || field === null;
  return Object.fromEntries(
    fields.flatMap(([key, field], index) => {
      const part = plain(field) ? field : found[index]?.[1];
      return part === undefined ? [] : [[key, part]];
    }),
  );
}

/** The ids of presences in rooms that JSON says are of these people or came with these keys. */
export function presencesOf(value: unknown, names: ReadonlySet<string>): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { personId, id, who, keys, knownBy } = value as Readonly<Record<string, unknown>>;
  const isOne = (one: unknown) => typeof one === 'string' && names.has(one);
  const haveOne = (several: unknown) => Array.isArray(several) && several.some(isOne);
  const own = [
    ...(isOne(personId) ? [id] : []),
    ...(haveOne(keys) ? [who] : []),
    ...Object.entries(knownBy ?? {}).flatMap(([key, known]) => (haveOne(known) ? [key] : [])),
  ];
  return [
    ...own.filter((one) => typeof one === 'string'),
    ...Object.values(value).flatMap((part) => presencesOf(part, names)),
  ];
}

/** The same JSON with something else in place of these texts. */
export function without(value: unknown, texts: ReadonlySet<string>, instead: string): unknown {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' && texts.has(part) ? instead : part,
  );
}
