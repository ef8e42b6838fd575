import * as v from 'valibot';

const keyedHash = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** Key of a customer in Sync: 32 hex digits, a keyed hash of the shop's own id. A unique name is no place for personal data. */
export const CustomerKey = keyedHash;
export type CustomerKey = v.InferOutput<typeof CustomerKey>;

/** Key of a product in Sync, made likewise. */
export const ProductKey = keyedHash;
export type ProductKey = v.InferOutput<typeof ProductKey>;

/** Key of a page in Sync, made likewise. */
export const PageKey = keyedHash;
export type PageKey = v.InferOutput<typeof PageKey>;

/** Key of the Map that a shop's own app writes, made likewise. */
export const ShopAppKey = keyedHash;
export type ShopAppKey = v.InferOutput<typeof ShopAppKey>;

/** Number of a step of the checkout. */
export const CheckoutStep = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999));

/**
 * What a step is called: as the checkout named it which began last; null where nobody named it, and where shops call it
 * differently. A backend of an earlier release tells none.
 */
export const StepName = v.optional(v.nullable(v.string()), null);

/**
 * Time that a live summary is about: `now` = the last 15 minutes, `hour` = the last 60, `today` = since midnight of the
 * reporting time zone. The first two begin with a whole quarter hour and are up to 15 minutes longer.
 */
export const SummaryWindow = v.picklist(['now', 'hour', 'today']);
export type SummaryWindow = v.InferOutput<typeof SummaryWindow>;
export const SUMMARY_WINDOWS = SummaryWindow.options;
