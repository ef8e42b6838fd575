import { TREND_STEPS, type QueueTrend, type QueueTrendDocument } from '@flex-sync-suite/shared/contract';
import { NOON } from './queue-fixtures';

const zeros = (): number[] => Array<number>(TREND_STEPS).fill(0);

/** An hour that ends with the step of noon, quiet unless told otherwise. */
export const trendData = (fields: Partial<QueueTrend> = {}): QueueTrend => ({
  asOf: new Date(NOON).toISOString(),
  at: new Date(NOON).toISOString(),
  since: new Date(NOON - (TREND_STEPS - 1) * 300_000).toISOString(),
  waiting: zeros(),
  offered: zeros(),
  answered: zeros(),
  abandoned: zeros(),
  served: zeros(),
  judged: zeros(),
  ...fields,
});

/** The same as a queue's Document. */
export const trendDocumentData = ({
  v = 1,
  ...fields
}: Partial<QueueTrend> & { readonly v?: number } = {}): QueueTrendDocument => ({ schema: 1, v, ...trendData(fields) });
