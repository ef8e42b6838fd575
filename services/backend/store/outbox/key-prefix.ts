import { sql, type RawBuilder } from 'kysely';

/**
 * Whether the key of a row of `sync_object` begins with `prefix`, which ends in a dot. Said as a range in the order of
 * bytes, which the index `sync_object_names` has in every database. `starts_with` is no help where the database sorts by
 * a language, as most do: it looks at the keys of the whole installation.
 */
export const keyBeginsWith = (prefix: string): RawBuilder<boolean> =>
  sql`(object_key COLLATE "C" >= ${prefix} AND object_key COLLATE "C" < ${afterAllWith(prefix)})`;

const afterAllWith = (prefix: string): string => `${prefix.slice(0, -1)}${CHARACTER_AFTER_DOT}`;
const CHARACTER_AFTER_DOT = '/';
