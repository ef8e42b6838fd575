import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { CheckoutStep, ProductKey, StepName } from './activity-keys';
import { Money } from './customer-map';
import { ShopId } from './shops-api';

/** Path below which the questions about all customers are asked: `/searched`, `/sold`, `/visited`, `/funnel`, `/stopped`. */
export const ACTIVITY_PATH = '/activity';

/** Rows of a page at most. */
export const MAX_ACTIVITY_ROWS = 500;

const rangeEntries = {
  /** Begin of an hour in the reporting time zone. */
  from: Instant,
  /** Begin of an hour in the reporting time zone, after `from`; not part of the range. */
  to: Instant,
  /** Only of this shop; all shops together without it. */
  shop: v.optional(ShopId),
  /** `csv` answers `text/csv`. Default: `json`. */
  format: v.optional(v.picklist(['json', 'csv']), 'json'),
};

const wholeNumber = (most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number), v.integer(), v.maxValue(most));

/** A category as the shop calls it. */
const Category = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

/** What is asked of a page of rows. */
export const activityPageEntries = {
  /** Rows a page, up to {@link MAX_ACTIVITY_ROWS}. Default: 50. */
  limit: v.optional(wholeNumber(MAX_ACTIVITY_ROWS), '50'),
  /** Rows before the page. Default: 0. */
  offset: v.optional(wholeNumber(1_000_000), '0'),
};

/** Query of `GET /activity/searched`. */
export const SearchedQuery = v.object({
  ...rangeEntries,
  ...activityPageEntries,
  /** `query`: by what was typed; `product`: by the product that was looked at within 5 min. Default: `query`. */
  by: v.optional(v.picklist(['query', 'product']), 'query'),
  /** Only products of this category; for `by=product`. */
  category: v.optional(Category),
  /** `true`: only what found nothing, the most frequent first. */
  withoutResult: v.optional(v.picklist(['true', 'false']), 'false'),
});
export type SearchedQuery = v.InferOutput<typeof SearchedQuery>;

/** Query of `GET /activity/sold`. */
export const SoldQuery = v.object({
  ...rangeEntries,
  ...activityPageEntries,
  /** Only products of this category. */ category: v.optional(Category),
});
export type SoldQuery = v.InferOutput<typeof SoldQuery>;

/** Query of `GET /activity/visited`. */
export const ActivityPageQuery = v.object({ ...rangeEntries, ...activityPageEntries });
export type ActivityPageQuery = v.InferOutput<typeof ActivityPageQuery>;

/** Query of `GET /activity/trend`. */
export const TrendQuery = v.object({
  ...rangeEntries,
  /** Its key, as rows of products tell it. */ product: ProductKey,
});
export type TrendQuery = v.InferOutput<typeof TrendQuery>;

/** Query of `GET /activity/funnel` and `GET /activity/stopped`. */
export const FunnelQuery = v.object(rangeEntries);
export type FunnelQuery = v.InferOutput<typeof FunnelQuery>;

/** What every answer says of its range. */
const answerEntries = {
  from: Instant,
  to: Instant,
  /** Sums are kept from here on: a range that begins before is answered in part. */
  keptSince: Instant,
};

/** What is known of the product of a row: as the shop's catalogue tells, else as its pages told last. */
const productEntries = {
  /** Opens its Map while customers meet it. */
  productKey: ProductKey,
  name: v.nullable(v.string()),
  category: v.nullable(v.string()),
};

/** Answer of `GET /activity/searched`, the most frequent first. */
export const SearchedAnswer = v.object({
  ...answerEntries,
  rows: v.array(
    v.object({
      /** The query as it is compared (case and width folded), or the product's id. */
      key: v.string(),
      searches: Count,
      /** Of these, the searches that found nothing; 0 by product. */
      withoutResult: Count,
      /** By product only. */
      product: v.nullable(v.object(productEntries)),
    }),
  ),
});
export type SearchedAnswer = v.InferOutput<typeof SearchedAnswer>;

/** Answer of `GET /activity/sold`, the most pieces first. */
export const SoldAnswer = v.object({
  ...answerEntries,
  rows: v.array(
    v.object({
      productId: v.string(),
      ...productEntries,
      /** Orders that have it. */
      orders: Count,
      units: Count,
      returnedUnits: Count,
      /** Without what was given back; one amount for each currency. */
      revenue: v.array(Money),
    }),
  ),
});
export type SoldAnswer = v.InferOutput<typeof SoldAnswer>;

/** Answer of `GET /activity/visited`, the most visits first. */
export const VisitedAnswer = v.object({
  ...answerEntries,
  rows: v.array(v.object({ path: v.string(), visits: Count, visitors: Count, meanDwellMs: Count })),
});
export type VisitedAnswer = v.InferOutput<typeof VisitedAnswer>;

/** What became of checkouts. */
export const FunnelFigures = v.object({
  started: Count,
  ordered: Count,
  /** Neither ordered nor stopped yet. */
  open: Count,
  steps: v.array(
    v.object({
      step: CheckoutStep,
      name: StepName,
      entered: Count,
      completed: Count,
      /** Not completed, and silent for 30 min. */
      stopped: Count,
    }),
  ),
});
export type FunnelFigures = v.InferOutput<typeof FunnelFigures>;

/** Answer of `GET /activity/funnel`: checkouts that began in the range, as of now. */
export const FunnelAnswer = v.object({ ...answerEntries, ...FunnelFigures.entries });
export type FunnelAnswer = v.InferOutput<typeof FunnelAnswer>;

/** Answer of `GET /activity/stopped`: where purchases stopped, the most frequent step first. */
export const StoppedAnswer = v.object({
  ...answerEntries,
  rows: v.array(v.object({ step: CheckoutStep, name: StepName, stopped: Count, share: v.number() })),
});
export type StoppedAnswer = v.InferOutput<typeof StoppedAnswer>;

/** Answer of `GET /activity/trend`: one product over time, the oldest first; hours of a range up to 48 hours, else days. */
export const TrendAnswer = v.object({
  ...answerEntries,
  productId: v.string(),
  ...productEntries,
  unit: v.picklist(['hour', 'day']),
  /** One for each hour, or day of the reporting time zone, also where nothing happened. */
  rows: v.array(v.object({ at: Instant, searched: Count, viewed: Count, added: Count, sold: Count })),
});
export type TrendAnswer = v.InferOutput<typeof TrendAnswer>;
