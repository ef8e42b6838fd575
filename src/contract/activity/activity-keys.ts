import * as v from 'valibot';

/** Key of a customer in Sync: 32 hex digits, a keyed hash of the shop's own id. A unique name is no place for personal data. */
export const CustomerKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
export type CustomerKey = v.InferOutput<typeof CustomerKey>;
