import * as v from 'valibot';

/** A count of things: a whole number, never negative, and none that JavaScript or PostgreSQL would round. */
export const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** An instant: ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const Instant = v.pipe(v.string(), v.isoTimestamp());

/**
 * Fields that every projected payload starts with.
 * `schema`: number of the payload's format. `v`: outbox version of the object, never lowered; a reader ignores an older
 * one. `asOf`: instant of the newest event that was folded in; it does not count as a change of the payload.
 */
export const payloadHeader = <const Version extends number>(schema: Version): PayloadHeader<Version> => ({
  schema: v.literal(schema),
  v: Count,
  asOf: Instant,
});

interface PayloadHeader<Version extends number> {
  readonly schema: v.LiteralSchema<Version, undefined>;
  readonly v: typeof Count;
  readonly asOf: typeof Instant;
}
