import * as v from 'valibot';
import { defineSyncDocument, type SyncDocumentRef } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, Instant, payloadHeader } from '../payload';
import { FunnelFigures } from './activity-answers';
import { CheckoutStep, CustomerKey, PageKey, ProductKey, StepName, SummaryWindow } from './activity-keys';
import { Money } from './customer-map';

/** Payload of the Document `product-page.{key}`; figures are those of today. */
export const PageDocument = v.object({
  ...payloadHeader(1),
  path: v.string(),
  title: v.nullable(v.string()),
  views: Count,
  visitors: Count,
  /** Customers whose last page it is and whose last event is younger than 5 minutes. */
  nowOn: Count,
  meanDwellMs: Count,
  lastVisitAt: Instant,
});
export type PageDocument = v.InferOutput<typeof PageDocument>;

/** Payload of the Document `checkout-step.{n}`: the checkouts that began today. At most 1 KiB. */
export const StepDocument = v.object({
  ...payloadHeader(1),
  step: CheckoutStep,
  name: StepName,
  entered: Count,
  completed: Count,
  /** Not completed, and silent for 30 min. */
  stopped: Count,
  /** Customers who are there now. */
  nowOn: Count,
  /** Of these, who have been there for 3 minutes or longer. */
  stalled: Count,
  /** The newest 10 that completed it, fewer where a long name leaves no room; the newest first. */
  completedBy: v.array(v.object({ customer: CustomerKey, at: Instant })),
});
export type StepDocument = v.InferOutput<typeof StepDocument>;

/** Rows of a list in a summary at most. */
export const SUMMARY_ROWS = 10;

const searchedRows = v.array(v.object({ query: v.string(), searches: Count }));

/** Payload of the Document `activity-summary.{window}`: all shops together. At most 4 KiB, one write in 2 s. */
export const ActivitySummary = v.object({
  ...payloadHeader(1),
  window: SummaryWindow,
  /** Begin of the window. */
  since: Instant,
  /** IANA name of the reporting time zone: `today` is its day, and ranges of the store are made of its hours. */
  timeZone: v.string(),
  /** The instant that these figures are stated for. */
  at: Instant,
  /** Each list has at most {@link SUMMARY_ROWS} rows, and fewer where they have no room; the most frequent first. */
  searched: searchedRows,
  withoutResult: searchedRows,
  sold: v.array(v.object({ product: ProductKey, name: v.string(), units: Count, revenue: v.array(Money) })),
  visited: v.array(v.object({ page: PageKey, path: v.string(), visits: Count, visitors: Count })),
  /** Checkouts that began in the window. */
  funnel: FunnelFigures,
});
export type ActivitySummary = v.InferOutput<typeof ActivitySummary>;

/** A page that was visited in the last 24 hours. Written by the backend, read by supervisors. */
export const pageDocument = (key: PageKey): SyncDocumentRef<PageDocument> =>
  defineSyncDocument(outboxKey({ kind: 'product-page', pageKey: key }), PageDocument);

/** A step of the checkout, of 12: who entered, completed, stopped and stalls there. Written by the backend, read by supervisors. */
export const stepDocument = (step: number): SyncDocumentRef<StepDocument> =>
  defineSyncDocument(outboxKey({ kind: 'checkout-step', step }), StepDocument);

/** What customers do in a window, at most 4 KiB. Written by the backend, once in 2 s at most; read by supervisors. */
export const activitySummaryDocument = (window: SummaryWindow): SyncDocumentRef<ActivitySummary> =>
  defineSyncDocument(outboxKey({ kind: 'activity-summary', window }), ActivitySummary);
