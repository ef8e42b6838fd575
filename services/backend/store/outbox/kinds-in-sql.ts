import { NAME_PREFIX } from '@flex-sync-suite/shared/contract';
import { sql, type RawBuilder } from 'kysely';

/** Kinds of objects that a name tells. */
type NamedKind = keyof typeof NAME_PREFIX;

/** What a shop has thousands of: one object each. They come and go with what customers meet. */
export const OF_SHOPS = ['product', 'product-page'] as const satisfies readonly NamedKind[];

/** Kinds of which there are thousands, so that a page does not need all of them at once. */
export const ONE_OF_MANY = [
  'response',
  'queue-trend',
  'agent-queues',
  ...OF_SHOPS,
] as const satisfies readonly NamedKind[];

/** Kinds of which it changes who may read an object, while Sync has it. */
export const LENT = ['customer', 'queue-brief'] as const satisfies readonly NamedKind[];

/**
 * Whether a row's object is of one of the kinds. Of rows that are read in any case: where names are looked for,
 * `keyBeginsWith` uses their index.
 */
export const isOfKind = (kinds: readonly NamedKind[], column = 'object_key'): RawBuilder<boolean> =>
  sql`(${sql.join(
    kinds.map((kind) => sql`starts_with(${sql.ref(column)}, ${sql.lit(NAME_PREFIX[kind])})`),
    sql` OR `,
  )})`;
