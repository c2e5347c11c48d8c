import * as v from 'valibot';
import { readElsewhere, type Elsewhere } from '../members/elsewhere.ts';
import { handleSchema, nameSchema } from './schemas.ts';
import { ABOUT_LIMIT, readLines } from './text.ts';

/** The longest address that anybody would paste. */
const ADDRESS_LIMIT = 500;

const aboutSchema = v.pipe(
  v.string(),
  v.maxLength(ABOUT_LIMIT * 8),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = readLines(dataset.value, ABOUT_LIMIT);
    if ('text' in read) return read.text;
    addIssue({ message: read.fault });
    return NEVER;
  }),
);

const elsewhereSchema = (where: Elsewhere) =>
  v.pipe(
    v.string(),
    v.maxLength(ADDRESS_LIMIT),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const kept = readElsewhere(where, dataset.value);
      if (kept !== null) return kept;
      addIssue({ message: 'malformed' });
      return NEVER;
    }),
  );

/** What a member says of themselves: a `ProfileText`, read as it is kept. */
export const profileTextSchema = v.strictObject({
  handle: handleSchema,
  name: nameSchema,
  about: aboutSchema,
  instagram: elsewhereSchema('instagram'),
  linkedin: elsewhereSchema('linkedin'),
});
